package io.qanat.it.peer;

import io.qanat.it.peer.SampleRecord.Header;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A client library of another language behind a small program that speaks [RecordLines].
public record ScriptClient(
        String name,
        List<String> command,
        List<String> codecs,
        boolean reads,
        UnaryOperator<SampleRecord> dialect)
        implements PeerClient {
    /// Debian's, which has Debian's packages: another python3 may come first on the path.
    private static final String PYTHON = "/usr/bin/python3";

    public static PeerClient kafkaPython() {
        return new ScriptClient(
                "kafka-python",
                List.of(PYTHON, script("python/kafka_python.py")),
                List.of("none", "gzip", "snappy", "lz4", "zstd"),
                true,
                record -> withHeaderValues(withKeyOrValue(record)));
    }

    public static PeerClient confluentKafka() {
        return new ScriptClient(
                "confluent-kafka",
                List.of(PYTHON, script("python/confluent_python.py")),
                List.of("none", "gzip", "snappy", "lz4", "zstd"),
                true,
                ScriptClient::withNowForTheEpoch);
    }

    /// Its other codecs are packages of their own. It reads in groups only.
    public static PeerClient kafkaJs() {
        return new ScriptClient(
                "kafkajs",
                List.of("node", script("node/kafkajs.js")),
                List.of("none", "gzip"),
                false,
                ScriptClient::withHeaderValues);
    }

    /// An older version of Apache Kafka's Java client, on its own jar.
    public static PeerClient kafkaClients(String version) {
        Path jars = Path.of(System.getProperty("it.folder", ""), "kafka/target").toAbsolutePath();
        String classPath =
                String.join(
                        File.pathSeparator,
                        jars.resolve("older-clients/kafka-clients-" + version + ".jar").toString(),
                        ownClasses(),
                        // The codecs; its own kafka-clients comes too late to be used.
                        jars.resolve("jars/*").toString());
        return new ScriptClient(
                "kafka-clients " + version,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        KafkaClientsProgram.class.getName()),
                List.of("none", "gzip", "snappy", "lz4", "zstd"),
                true,
                UnaryOperator.identity());
    }

    private static String ownClasses() {
        return Path.of(System.getProperty("it.folder", ""), "target/test-classes")
                .toAbsolutePath()
                .toString();
    }

    /// librdkafka takes a timestamp of 0 as "now".
    private static SampleRecord withNowForTheEpoch(SampleRecord record) {
        return record.timestampMillis() == 0
                ? record.withTimestampMillis(SampleRecord.CLIENTS_CHOICE)
                : record;
    }

    /// kafka-python refuses a record that has neither.
    private static SampleRecord withKeyOrValue(SampleRecord record) {
        return record.key() == null && record.value() == null
                ? new SampleRecord(
                        record.timestampMillis(), null, Octets.of("value"), record.headers())
                : record;
    }

    /// kafka-python and kafkajs have no header without a value.
    private static SampleRecord withHeaderValues(SampleRecord record) {
        return record.withHeaders(
                record.headers().stream()
                        .map(h -> h.value() == null ? new Header(h.name(), Octets.of("")) : h)
                        .toList());
    }

    private static String script(String path) {
        return Path.of(System.getProperty("it.folder", ""), path).toAbsolutePath().toString();
    }

    @Override
    public SampleRecord sayable(SampleRecord record) {
        return dialect.apply(record);
    }

    @Override
    public List<Long> produce(
            String bootstrap, String topic, String codec, List<SampleRecord> records) {
        byte[] input = RecordLines.ofSamples(records).getBytes(StandardCharsets.UTF_8);
        Program.Run run = Program.succeed(arguments("produce", bootstrap, topic, codec), input);
        return run.text().lines().map(Long::valueOf).toList();
    }

    @Override
    public List<StoredRecord> consume(String bootstrap, String topic, int count) {
        Program.Run run =
                Program.succeed(
                        arguments("consume", bootstrap, topic, Integer.toString(count)),
                        new byte[0]);
        return RecordLines.stored(run.text());
    }

    private List<String> arguments(String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }
}
