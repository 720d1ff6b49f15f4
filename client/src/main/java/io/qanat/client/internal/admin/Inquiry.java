package io.qanat.client.internal.admin;

import io.qanat.client.BrokerException;
import io.qanat.client.TopicPartition;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What is asked of a cluster, and what the answer means. Immutable.
public interface Inquiry<T> {
    /// What is asked, for messages: "create topic orders".
    String action();

    /// The API that is called.
    ApiKey apiKey();

    /// The request in a version that both sides know.
    ApiMessage request(int version);

    /// For how long the answer asks us to send nothing more to that broker (KIP-219).
    int throttleMillis(ApiMessage response);

    /// The answer's content.
    ///
    /// @throws BrokerException when the broker refused
    T read(ApiMessage response);

    /// The broker that has to be asked, if it is not any.
    default OptionalInt broker() {
        return OptionalInt.empty();
    }

    /// The partition whose leader has to be asked, if it is one.
    default Optional<TopicPartition> leader() {
        return Optional.empty();
    }

    /// Refuses an answer with an error.
    default void check(int errorCode, @Nullable String detail) {
        ErrorCode error = ErrorCode.of(errorCode);
        if (error != ErrorCode.NONE) {
            throw new BrokerException(action(), error, detail);
        }
    }
}
