package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.ShortSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Our serializers beside those of kafka-clients.
class SerializerTest {
    private static final long SEED = 20_261_122;
    private static final int COUNT = 1_000;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void writesStringsAsKafkaDoes() {
        try (var kafka = new StringSerializer()) {
            for (String text : List.of("", "a", "naïve", "قناة", "🐪", "\uD800")) {
                same(Serializer.STRING, kafka, text);
            }
            sameForNull(Serializer.STRING, kafka);
        }
    }

    @Test
    void writesIntegersAsKafkaDoes() {
        try (var shorts = new ShortSerializer();
                var integers = new IntegerSerializer();
                var longs = new LongSerializer()) {
            for (int i = 0; i < COUNT; i++) {
                same(Serializer.SHORT, shorts, (short) random.nextInt());
                same(Serializer.INTEGER, integers, random.nextInt());
                same(Serializer.LONG, longs, random.nextLong());
            }
            sameForNull(Serializer.SHORT, shorts);
            sameForNull(Serializer.INTEGER, integers);
            sameForNull(Serializer.LONG, longs);
        }
    }

    @Test
    void writesFractionsAsKafkaDoes() {
        try (var floats = new FloatSerializer();
                var doubles = new DoubleSerializer()) {
            for (int i = 0; i < COUNT; i++) {
                same(Serializer.FLOAT, floats, Float.intBitsToFloat(random.nextInt()));
                same(Serializer.DOUBLE, doubles, Double.longBitsToDouble(random.nextLong()));
            }
            sameForNull(Serializer.FLOAT, floats);
            sameForNull(Serializer.DOUBLE, doubles);
        }
    }

    @Test
    void writesTruthAsKafkaDoes() {
        try (var kafka = new BooleanSerializer()) {
            same(Serializer.BOOLEAN, kafka, true);
            same(Serializer.BOOLEAN, kafka, false);
            sameForNull(Serializer.BOOLEAN, kafka);
        }
    }

    @Test
    void writesUuidsAsKafkaDoes() {
        try (var kafka = new UUIDSerializer()) {
            for (int i = 0; i < COUNT; i++) {
                same(Serializer.UUID, kafka, new UUID(random.nextLong(), random.nextLong()));
            }
            sameForNull(Serializer.UUID, kafka);
        }
    }

    private static <T> void same(
            Serializer<T> ours, org.apache.kafka.common.serialization.Serializer<T> kafka, T data) {
        assertThat(ours.serialize("t", data))
                .as("seed %d, %s", SEED, data)
                .isEqualTo(kafka.serialize("t", data));
    }

    private static <T> void sameForNull(
            Serializer<T> ours, org.apache.kafka.common.serialization.Serializer<T> kafka) {
        byte @Nullable [] bytes = ours.serialize("t", null);
        assertThat(bytes).isNull();
        assertThat(kafka.serialize("t", null)).isNull();
    }
}
