package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import io.qanat.record.RecordBatch;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicCodecTest {
    private final Accumulator accumulator =
            new Accumulator(
                    ProducerConfig.builder(BootstrapServers.parse("a:1"))
                            .compression(Compression.GZIP)
                            .compression("raw", Compression.NONE)
                            .build(),
                    ChunkPool.checked(1024, 16),
                    () -> 0,
                    () -> {},
                    new Random(1));

    @Test
    void aTopicsBatchesHaveTheCodecThatWasSetForIt() {
        assertThat(codec("raw")).isEqualTo(Compression.NONE);
        assertThat(codec("other")).isEqualTo(Compression.GZIP);
    }

    private Compression codec(String name) {
        TopicBuffer topic = accumulator.topic(name);
        topic.know(1, new int[] {0});
        topic.place();
        topic.append(new EncodedRecord(0, null, new byte[200], List.of(), Callback.NONE), 0);
        Batch batch = Objects.requireNonNull(accumulator.nextOpened());
        batch.build();
        return RecordBatch.of(batch.built().joined()).compression();
    }
}
