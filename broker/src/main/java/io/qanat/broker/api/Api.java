package io.qanat.broker.api;

import io.qanat.broker.net.Answer;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;

/// One row of the API table. Immutable.
///
/// @param key the API
/// @param advertised the versions that ApiVersions lists
/// @param served the versions that are served
/// @param requestType the class of its requests
/// @param handler what serves it
/// @param <Q> its requests
record Api<Q extends ApiMessage>(
        ApiKey key,
        VersionRange advertised,
        VersionRange served,
        Class<Q> requestType,
        Handler<Q> handler) {
    /// A row that serves what it advertises.
    static <Q extends ApiMessage> Api<Q> of(
            ApiKey key, int min, int max, Class<Q> requestType, Handler<Q> handler) {
        var range = new VersionRange(min, max);
        return new Api<>(key, range, range, requestType, handler);
    }

    /// The same row with older versions advertised that are not served.
    Api<Q> advertisedFrom(int min) {
        return new Api<>(
                key, new VersionRange(min, advertised.max()), served, requestType, handler);
    }

    Answer handle(ApiMessage request, Call call) {
        return handler.handle(requestType.cast(request), call);
    }
}
