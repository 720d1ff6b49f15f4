package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.peer.Octets;
import io.qanat.it.peer.QanatClient;
import io.qanat.it.wire.StoredBatches;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.Compression;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our producer before a topic that takes much smaller batches than it makes.
@Timeout(120)
abstract class LargeBatchRules {
    private static final int RECORDS = 3_000;
    private static final int MESSAGE_BYTES_MAX = 2_000;
    private static final int LARGE_RECORD_BYTES = 3 * MESSAGE_BYTES_MAX;

    private final InetSocketAddress address;
    private final BootstrapServers bootstrap;
    private final Random random = new Random(7);

    LargeBatchRules(InetSocketAddress address) {
        this.address = address;
        this.bootstrap = BootstrapServers.parse("127.0.0.1:" + address.getPort());
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void splitsThemAndKeepsEveryRecordOnceAndInOrder(Compression codec) throws IOException {
        // Given
        String topic = topic("large-batches-" + codec.configName());
        List<String> values = values();

        // When
        List<Outcome> outcomes =
                sent(config(topic, codec).idempotent(true).inFlightMax(5), topic, values);

        // Then
        assertThat(outcomes).allMatch(Outcome::isDelivered);
        assertThat(stored(topic, RECORDS)).isEqualTo(octets(values));
        assertThat(StoredBatches.codecs(address, topic)).containsExactly(codec.configName());
    }

    @ParameterizedTest
    @EnumSource(names = {"LEADER", "ALL"})
    void goesOnBehindARecordThatIsTooLargeByItself(Acks acks) {
        // Given
        String topic = topic("large-record-" + acks.code());
        List<String> values = values();
        String large = value(LARGE_RECORD_BYTES);
        List<String> all = new ArrayList<>(values);
        all.add(RECORDS / 2, large);

        // When
        List<Outcome> outcomes =
                sent(config(topic, Compression.NONE).batchBytesMax(500).acks(acks), topic, all);

        // Then
        assertThat(outcomes.remove(RECORDS / 2))
                .isInstanceOfSatisfying(
                        Outcome.NotPersisted.class,
                        refused ->
                                assertThat(refused.cause().errorCode())
                                        .contains(ErrorCode.MESSAGE_TOO_LARGE));
        assertThat(outcomes).allMatch(Outcome::isDelivered);
        assertThat(stored(topic, RECORDS)).isEqualTo(octets(values));
    }

    /// The codec is this topic's alone.
    private ProducerConfig.Builder config(String topic, Compression codec) {
        return ProducerConfig.builder(bootstrap)
                .compression(topic, codec)
                .linger(Duration.ofMillis(5));
    }

    private static List<Outcome> sent(
            ProducerConfig.Builder config, String topic, List<String> values) {
        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        try (var producer = Producer.create(config.build(), Serializer.STRING, Serializer.STRING)) {
            values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
        }
        return new ArrayList<>(sent.stream().map(CompletableFuture::join).toList());
    }

    private String topic(String name) {
        try (var admin = Admin.create(ConnectionConfig.of(bootstrap))) {
            var configs = new HashMap<String, @Nullable String>();
            configs.put("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX));
            var unused = admin.createTopic(new NewTopic(name, 1, (short) 1, configs)).join();
        }
        return name;
    }

    private List<Octets> stored(String topic, int count) {
        return new QanatClient()
                .consume(bootstrap.toString(), topic, count).stream()
                        .map(stored -> stored.record().value())
                        .toList();
    }

    private static List<Octets> octets(List<String> values) {
        return values.stream().map(Octets::of).toList();
    }

    private List<String> values() {
        var values = new ArrayList<String>();
        for (int i = 0; i < RECORDS; i++) {
            values.add(i + value(60));
        }
        return values;
    }

    /// Text that can be compressed to half of its size, and no further.
    private String value(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }
}
