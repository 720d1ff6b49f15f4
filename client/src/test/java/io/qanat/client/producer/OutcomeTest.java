package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.BufferLevel;
import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void isSafeToRetryWhenNothingIsStoredAndTheCauseCanPass() {
        // When // Then
        assertThat(
                        refused(new BufferFullException("t", new BufferLevel(10, 0, 10, 5)))
                                .safeToRetry())
                .isTrue();
        assertThat(refused(new DeadlineException("produce", Duration.ZERO, 0, null)).safeToRetry())
                .isTrue();
        assertThat(refused(broker(ErrorCode.NOT_ENOUGH_REPLICAS)).safeToRetry()).isTrue();
    }

    @Test
    void isNotSafeToRetryWhenTheCauseStays() {
        // When // Then
        assertThat(refused(new RecordTooLargeException("t", 2, 1)).safeToRetry()).isFalse();
        assertThat(refused(broker(ErrorCode.TOPIC_AUTHORIZATION_FAILED)).safeToRetry()).isFalse();
    }

    @Test
    void isNotSafeToRetryWhenTheRecordMayBeStored() {
        // Given
        var cause = new DeadlineException("produce to t-0", Duration.ofSeconds(1), 1, null);

        // When // Then
        assertThat(new Outcome.PossiblyPersisted(cause, Timeline.NONE).safeToRetry()).isFalse();
        assertThat(new Outcome.Delivered("t", 0, 1, 2).safeToRetry()).isFalse();
    }

    @Test
    void explainsARefusalInOneLine() {
        // When // Then
        assertThat(refused(new RecordTooLargeException("t", 2, 1)).explain())
                .startsWith("not persisted after 0.0 ms: ")
                .doesNotContain("\n");
    }

    @Test
    void deliveriesOfOneRecordAreEqual() {
        // Given
        var slow = new Timeline(0, 0, 5, 0, List.of(), 0, 9);

        // When // Then
        assertThat(new Outcome.Delivered("t", 0, 1, 2, slow))
                .isEqualTo(new Outcome.Delivered("t", 0, 1, 2))
                .hasSameHashCodeAs(new Outcome.Delivered("t", 0, 1, 2))
                .isNotEqualTo(new Outcome.Delivered("t", 0, 2, 2, slow));
    }

    private static Outcome refused(ClientException cause) {
        return new Outcome.NotPersisted(cause, Timeline.NONE);
    }

    private static BrokerException broker(ErrorCode code) {
        return new BrokerException("produce to t-0", code, null);
    }
}
