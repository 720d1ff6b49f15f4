package io.qanat.client.internal.regression;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.protocol.ApiKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A broker forgets who was quiet for a day, and then takes any sequence number for the first. With
/// several batches on their way, of which it refuses the first, the second would be stored before
/// it.
class ForgottenProducerTest {

    @Test
    void oneBatchGoesAheadAfterALongSilence() {
        assertThat(batchesOnTheirWay(120 * SECOND)).isEqualTo(1);
    }

    @Test
    void severalGoTogetherAfterAShortOne() {
        assertThat(batchesOnTheirWay(SECOND)).isEqualTo(2);
    }

    private static int batchesOnTheirWay(long silenceNanos) {
        var producer = new ScriptedSinks(config -> config.linger(Duration.ZERO).batchBytesMax(1));
        producer.warmUp();
        producer.runFor(silenceNanos);
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "first");
        producer.runFor(100 * MILLI);
        producer.send("orders", 0, "second");
        producer.runFor(100 * MILLI);
        return producer.brokers.takeHeld().size();
    }
}
