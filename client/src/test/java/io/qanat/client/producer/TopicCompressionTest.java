package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConfigException;
import io.qanat.record.Compression;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCompressionTest {

    @Test
    void compressesATopicInItsOwnWay() {
        // When
        ProducerConfig config =
                builder()
                        .compression(Compression.LZ4)
                        .compression("orders", Compression.ZSTD, 5)
                        .compression("raw", Compression.NONE)
                        .build();

        // Then
        assertThat(config.compressionOf("orders")).isEqualTo(new CodecLevel(Compression.ZSTD, 5));
        assertThat(config.compressionOf("raw").codec()).isEqualTo(Compression.NONE);
        assertThat(config.compressionOf("other")).isEqualTo(CodecLevel.of(Compression.LZ4));
    }

    @Test
    void takesTheLevelThatIsSetForTheCodec() {
        // When
        ProducerConfig config =
                builder()
                        .compression("orders", Compression.GZIP)
                        .compressionLevel(Compression.GZIP, 2)
                        .build();

        // Then
        assertThat(config.compressionOf("orders")).isEqualTo(new CodecLevel(Compression.GZIP, 2));
    }

    @Test
    void takesWhatWasSaidLast() {
        // When
        ProducerConfig config =
                builder()
                        .compression("orders", Compression.ZSTD, 9)
                        .compression("orders", Compression.GZIP)
                        .build();

        // Then
        assertThat(config.compressionOf("orders")).isEqualTo(CodecLevel.of(Compression.GZIP));
    }

    @Test
    void readsTheProperty() {
        // When
        ProducerConfig config =
                read(
                        Map.of(
                                "compression.type", "gzip",
                                "compression.zstd.level", "7",
                                "compression.topics", "a.b-c_d:zstd, fast:zstd:-5 ,raw:none"));

        // Then
        assertThat(config.topicCompression())
                .containsOnly(
                        Map.entry("a.b-c_d", new CodecLevel(Compression.ZSTD, 7)),
                        Map.entry("fast", new CodecLevel(Compression.ZSTD, -5)),
                        Map.entry("raw", CodecLevel.of(Compression.NONE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                ":zstd",
                "orders:zstd:",
                "orders:brotli",
                "orders:zstd:5:6",
                "",
                ","
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> read(Map.of("compression.topics", text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("compression.topics: ");
    }

    @Test
    void refusesATopicThatIsNamedTwice() {
        assertThatThrownBy(() -> read(Map.of("compression.topics", "a:zstd,a:lz4")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic a is named twice");
    }

    @Test
    void refusesALevelThatTheCodecDoesNotHave() {
        ThrowingCallable reading = () -> read(Map.of("compression.topics", "orders:gzip:12"));
        assertThatThrownBy(reading)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("compression.topics: gzip has no level 12, which is set for");
    }

    private static ProducerConfig.Builder builder() {
        return ProducerConfig.builder(BootstrapServers.parse("a:1"));
    }

    private static ProducerConfig read(Map<String, String> properties) {
        var all = new HashMap<>(properties);
        all.put("bootstrap.servers", "a:1");
        return ProducerConfig.fromProperties(all);
    }
}
