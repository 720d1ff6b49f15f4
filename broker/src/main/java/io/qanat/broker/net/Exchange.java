package io.qanat.broker.net;

/// One decoded request with its answer to come. Immutable.
///
/// @param correlationId what the client calls the request
/// @param responseVersion the version that a response is written in
/// @param answer the answer to come
public record Exchange(int correlationId, int responseVersion, Answer answer) {}
