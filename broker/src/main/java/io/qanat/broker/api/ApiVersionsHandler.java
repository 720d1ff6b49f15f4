package io.qanat.broker.api;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import java.util.ArrayList;
import java.util.List;

/// ApiVersions: which keys and versions this broker serves. Immutable.
///
/// No features are finalized, so their epoch stays unknown and clients keep to the first version of
/// transactions.
final class ApiVersionsHandler {
    private static final int VERSION_MAX = 4;
    private static final int NAMED_CLIENT_VERSION_MIN = 3;

    private final ApiVersion own;
    private final List<ApiVersion> all;

    ApiVersionsHandler(List<Api<?>> others) {
        own = row(ApiKey.API_VERSIONS, new VersionRange(0, VERSION_MAX));
        all = new ArrayList<>();
        for (Api<?> api : others) {
            all.add(row(api.key(), api.advertised()));
        }
        all.add(own);
        all.sort((one, other) -> Short.compare(one.apiKey(), other.apiKey()));
    }

    /// The row of this handler in the table.
    Api<ApiVersionsRequest> api() {
        return Api.of(
                ApiKey.API_VERSIONS,
                0,
                VERSION_MAX,
                ApiVersionsRequest.class,
                Handler.inTurn(this::answer));
    }

    /// The answer to a version that is not served: the error with the range that is.
    Answer refuseVersion() {
        var response = response(ErrorCode.UNSUPPORTED_VERSION, List.of(own));
        return new Answer.InTurn(() -> new Reply.Response(response));
    }

    private ApiVersionsResponse answer(ApiVersionsRequest request, Call call) {
        boolean isNamed =
                call.version() < NAMED_CLIENT_VERSION_MIN
                        || (isName(request.clientSoftwareName())
                                && isName(request.clientSoftwareVersion()));
        return isNamed
                ? response(ErrorCode.NONE, all)
                : response(ErrorCode.INVALID_REQUEST, List.of());
    }

    private static ApiVersionsResponse response(ErrorCode error, List<ApiVersion> rows) {
        return ApiVersionsResponse.builder().errorCode(error.code()).apiKeys(rows).build();
    }

    private static ApiVersion row(ApiKey key, VersionRange range) {
        return ApiVersion.builder()
                .apiKey(key.id())
                .minVersion((short) range.min())
                .maxVersion((short) range.max())
                .build();
    }

    // KIP-511: letters and digits, with dots and dashes between them.
    private static boolean isName(String name) {
        int last = name.length() - 1;
        if (last < 0 || !isLetterOrDigit(name.charAt(0)) || !isLetterOrDigit(name.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char character = name.charAt(i);
            if (!isLetterOrDigit(character) && character != '.' && character != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
