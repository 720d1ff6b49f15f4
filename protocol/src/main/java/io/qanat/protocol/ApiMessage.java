package io.qanat.protocol;

/// The body of a request or a response.
public interface ApiMessage extends Message {

    /// The API that the message belongs to.
    ApiKey apiKey();
}
