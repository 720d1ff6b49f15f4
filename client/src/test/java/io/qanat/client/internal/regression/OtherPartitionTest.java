package io.qanat.client.internal.regression;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.BatchIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/// librdkafka #4953: a batch that is out of order, as any is that follows a failed one in flight,
/// makes librdkafka take a new epoch for all partitions. A batch of another partition that is
/// stored, but whose answer was lost when its leader moved, is sent again under the new epoch and
/// stored a second time.
class OtherPartitionTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    /// Two of them are too much for a batch.
    private static final String FILLING = "x".repeat(800);

    private static final String FAILED = "failed at first " + FILLING;
    private static final String BEHIND = "behind it " + FILLING;
    private static final String OTHER = "of the other partition";

    @Test
    void disorderBehindAFailedBatchChangesNoEpoch() {
        // When
        ScriptedSinks producer = run(Numbering.ours(), () -> {});

        // Then
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", FAILED, BEHIND);
        assertThat(producer.logs.values(ORDERS_1)).containsExactly("warm too", OTHER);
        assertThat(producer.outcome(OTHER).isDelivered()).isTrue();
        assertThat(producer.logs.identities(ORDERS_1))
                .extracting(BatchIdentity::producerEpoch)
                .containsOnly((short) 0);
    }

    @Test
    void anEpochForAllPartitionsAtOnceStoresABatchTwice() {
        // Given
        var numbering = new HastyEpoch();

        // When
        ScriptedSinks producer = run(numbering, numbering::bump);

        // Then
        assertThat(producer.logs.values(ORDERS_1)).containsExactly("warm too", OTHER, OTHER);
    }

    /// One broker stores a batch and is lost before it answers; the other refuses a batch for now,
    /// so that the one behind it is out of order.
    private static ScriptedSinks run(Numbering numbering, Runnable onDisorder) {
        var producer = new ScriptedSinks(config -> config);
        producer.brokers.rule(
                ApiKey.PRODUCE, (broker, request) -> producer.logs.produce(numbering.of(request)));
        producer.send("orders", 1, "warm too");
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, FAILED);
        producer.send("orders", 0, BEHIND);
        producer.send("orders", 1, OTHER);
        producer.runFor(100 * MILLI);
        List<Held> held = producer.brokers.takeHeld();
        List<Held> ofOne = held.stream().filter(each -> each.brokerId() == 1).toList();
        Held ofOther = held.stream().filter(each -> each.brokerId() == 2).findFirst().orElseThrow();
        assertThat(ofOne).hasSize(2);
        var unused = producer.logs.produce(numbering.of(ofOther.request()));
        ofOther.wire().reset(producer.now());
        Held failed = ofOne.getFirst();
        failed.answer(
                producer.logs.refusal(failed.request(), ErrorCode.NOT_ENOUGH_REPLICAS),
                producer.now());
        Held behind = ofOne.getLast();
        behind.answer(producer.logs.produce(numbering.of(behind.request())), producer.now());
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm");
        onDisorder.run();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.runFor(10 * SECOND);
        return producer;
    }
}
