package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.ConfigException;
import io.qanat.client.internal.config.ConnectionProperties;
import io.qanat.client.internal.config.Property;
import io.qanat.client.internal.config.Property.Standing;
import io.qanat.client.producer.partition.StockPartitioner;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every key beside kafka-clients' own list of them.
class ProducerPropertiesTest {
    /// A value for each key that is accepted, other than its default.
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "b:2"),
                    Map.entry("client.id", "me"),
                    Map.entry("request.timeout.ms", "20000"),
                    Map.entry("retry.backoff.ms", "200"),
                    Map.entry("retry.backoff.max.ms", "2000"),
                    Map.entry("reconnect.backoff.ms", "60"),
                    Map.entry("reconnect.backoff.max.ms", "2000"),
                    Map.entry("socket.connection.setup.timeout.ms", "5000"),
                    Map.entry("connections.max.idle.ms", "1000"),
                    Map.entry("metadata.max.age.ms", "1000"),
                    Map.entry("linger.ms", "7"),
                    Map.entry("batch.size", "1000"),
                    Map.entry("buffer.memory", "20000000"),
                    Map.entry("queue.buffering.max.messages", "1000"),
                    Map.entry("max.request.size", "1000"),
                    Map.entry("compression.type", "lz4"),
                    Map.entry("compression.topics", "clicks:lz4:3,raw:none:0"),
                    Map.entry("partitioner.adaptive.partitioning.enable", "false"),
                    Map.entry("partitioner.availability.timeout.ms", "100"),
                    Map.entry("partitioner.ignore.keys", "true"),
                    Map.entry("partitioner", "fnv1a"),
                    Map.entry("acks", "1"),
                    Map.entry("max.in.flight.requests.per.connection", "3"),
                    Map.entry("enable.idempotence", "false"),
                    Map.entry("delivery.timeout.ms", "60000"),
                    Map.entry("retries", "3"),
                    Map.entry("transactional.id", "copier"),
                    Map.entry("transaction.timeout.ms", "7000"),
                    Map.entry("callbacks.inline", "true"),
                    Map.entry("delivery.report.only.error", "true"));

    /// Those whose value shows only together with another key's.
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of(
                    "preset",
                    "partitioner.class",
                    "compression.gzip.level",
                    "compression.lz4.level",
                    "compression.zstd.level");

    @Test
    void knowsEveryKeyOfKafka() {
        assertThat(properties().map(Property::name))
                .containsAll(org.apache.kafka.clients.producer.ProducerConfig.configDef().names());
    }

    @Test
    void knowsEachKeyOnce() {
        assertThat(properties().map(Property::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takesTheValueOfWhatItAccepts(String key) {
        // Given
        String other = Objects.requireNonNull(OTHERS.get(key), key);
        assertThat(shown(key, read(Map.of()))).isNotEqualTo(other);

        // When
        ProducerConfig config = read(Map.of(key, other));

        // Then
        assertThat(shown(key, config)).isEqualTo(other);
    }

    static Stream<String> accepted() {
        return names(Standing.ACCEPTED).filter(name -> !TOLD_ELSEWHERE.contains(name));
    }

    @ParameterizedTest
    @MethodSource("withoutEffect")
    void changesNothingForWhatHasNoEffect(String key) {
        assertThat(read(Map.of(key, "1"))).isEqualTo(read(Map.of()));
    }

    static Stream<String> withoutEffect() {
        return names(Standing.NO_EFFECT);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhyItRefuses(String key) {
        assertThatThrownBy(() -> read(Map.of(key, "something")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + "=something: ");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void takesTheEmptyValueOfWhatItRefuses(String key) {
        assertThatCode(() -> read(Map.of(key, ""))).doesNotThrowAnyException();
    }

    static Stream<String> refused() {
        return names(Standing.REFUSED);
    }

    @Test
    void takesHarmlessValuesOfWhatItRefuses() {
        assertThatCode(() ->
                        read(
                                Map.of(
                                        "security.protocol", "PLAINTEXT",
                                        "partitioner.rack.aware", "false",
                                        "transaction.two.phase.commit.enable", "false",
                                        "client.dns.lookup", "use_all_dns_ips")))
                .doesNotThrowAnyException();
    }

    @Test
    void takesTheLevelOfTheCodecThatIsChosen() {
        // When
        ProducerConfig config =
                read(
                        Map.of(
                                "compression.type", "zstd",
                                "compression.zstd.level", "7",
                                "compression.gzip.level", "9"));

        // Then
        assertThat(config.compression()).isEqualTo(Compression.ZSTD);
        assertThat(config.level()).isEqualTo(7);
    }

    @Test
    void translatesTheClassOfKafkasRoundRobin() {
        assertThat(
                        read(Map.of(
                                        "partitioner.class",
                                        org.apache.kafka.clients.producer.RoundRobinPartitioner
                                                .class
                                                .getName()))
                                .partitioning()
                                .partitioner())
                .isEqualTo(StockPartitioner.ROUND_ROBIN);
    }

    @ParameterizedTest
    @CsvSource({"DefaultPartitioner,       MURMUR2_RANDOM", "UniformStickyPartitioner, STICKY"})
    void translatesTheClassesThatKafkaHadBefore4(String name, StockPartitioner partitioner) {
        var given =
                "org.apache.kafka.clients.producer."
                        + (name.startsWith("D") ? "internals." : "")
                        + name;

        assertThat(read(Map.of("partitioner.class", given)).partitioning().partitioner())
                .isEqualTo(partitioner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key.serializer      | give Producer.create a Serializer, as Serializer.STRING",
                "value.serializer    | give Producer.create a Serializer, as Serializer.STRING",
                "interceptor.classes | give Producer.create the interceptors",
                "partitioner.class   | give ProducerConfig.builder one of your own",
            })
    void saysWhatToDoInsteadOfNamingAClass(String key, String advice) {
        assertThatThrownBy(() -> read(Map.of(key, "com.example.Mine")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining("com.example.Mine")
                .hasMessageContaining("no class is loaded by its name")
                .hasMessageEndingWith(advice)
                .message()
                .hasLineCount(1);
    }

    @Test
    void ignoresKeysOnlyWithoutAPartitioner() {
        assertThat(
                        read(Map.of("partitioner.ignore.keys", "true", "partitioner", "fnv1a"))
                                .partitioning()
                                .partitioner())
                .isEqualTo(StockPartitioner.FNV1A);
    }

    @Test
    void asksWhetherANearbyKeyWasMeant() {
        assertThatThrownBy(() -> read(Map.of("partitioner.ignore.key", "true")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "unknown property partitioner.ignore.key; did you mean"
                                + " partitioner.ignore.keys?");
    }

    @Test
    void hasAPresetForThroughput() {
        // When
        ProducerConfig config = read(Map.of("preset", "high-throughput"));

        // Then
        assertThat(config.batchBytesMax()).isEqualTo(65_536);
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.compression()).isEqualTo(Compression.LZ4);
        assertThat(config.acks()).isEqualTo(Acks.LEADER);
        assertThat(config.isIdempotent()).isFalse();
        assertThat(config.bufferBytes()).isEqualTo(67_108_864);
    }

    @Test
    void hasAPresetForDurability() {
        // When
        ProducerConfig config = read(Map.of("preset", "high-durability"));

        // Then
        assertThat(config.acks()).isEqualTo(Acks.ALL);
        assertThat(config.isIdempotent()).isTrue();
        assertThat(config.retriesMax()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.inFlightMax()).isEqualTo(5);
    }

    @Test
    void hasAPresetForLatency() {
        // When
        ProducerConfig config = read(Map.of("preset", "low-latency"));

        // Then
        assertThat(config.linger()).isZero();
        assertThat(config.batchBytesMax()).isEqualTo(16_384);
        assertThat(config.acks()).isEqualTo(Acks.LEADER);
    }

    @ParameterizedTest
    @EnumSource
    void letsOtherKeysReplaceAPartOfAPreset(Preset preset) {
        // When
        ProducerConfig config = read(Map.of("preset", preset.configName(), "linger.ms", "3"));

        // Then
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void refusesWhatContradictsThePresetForDurability() {
        assertThatThrownBy(() -> read(Map.of("preset", "high-durability", "acks", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enable.idempotence needs acks=all");
    }

    private static Stream<Property<?, ?>> properties() {
        return Stream.concat(ConnectionProperties.all().stream(), ProducerProperties.own());
    }

    private static Stream<String> names(Standing standing) {
        return properties().filter(property -> property.standing() == standing).map(Property::name);
    }

    private static ProducerConfig read(Map<String, String> more) {
        var all = new HashMap<String, String>();
        all.put("bootstrap.servers", "a:1");
        all.putAll(more);
        return ProducerConfig.fromProperties(all);
    }

    private static @Nullable String shown(String key, ProducerConfig config) {
        Map<String, String> values =
                Stream.concat(
                                ConnectionProperties.all().stream()
                                        .map(property ->
                                                Map.entry(
                                                        property.name(),
                                                        property.value()
                                                                .apply(config.connection()))),
                                ProducerProperties.own()
                                        .map(property ->
                                                Map.entry(
                                                        property.name(),
                                                        property.value().apply(config))))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return values.get(key);
    }
}
