package io.qanat.client.producer.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What librdkafka chose for keys that both sides can make again; `librdkafka_partitions.py` wrote
/// it.
class LibrdkafkaPartitionsTest {
    private static final String RESOURCE =
            "/io/qanat/client/internal/routing/librdkafka-partitions.txt";
    private static final int SMALL = 251;
    private static final int LARGE = Integer.MAX_VALUE;
    private static final int HEX = 16;

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "murmur2", "fnv1a"})
    void putsTenThousandKeysWhereLibrdkafkaPutsThem(String name) throws Exception {
        // Given
        String golden = golden(name, SMALL);

        // When
        var ours = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            ours.append(String.format("%02x", choice(name, key(i), SMALL)));
        }

        // Then
        assertThat(ours.toString()).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "murmur2", "fnv1a"})
    void hashesEveryBitAsLibrdkafkaDoes(String name) throws Exception {
        // Given
        String golden = golden(name, LARGE);

        // When
        var ours = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            ours.append(String.format("%08x", choice(name, key(i), LARGE)));
        }

        // Then
        assertThat(ours.toString()).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "murmur2", "fnv1a"})
    void putsNoKeyWhereLibrdkafkaPutsIt(String name) throws Exception {
        // Given
        int golden = Integer.parseInt(golden(name + "-null", LARGE), HEX);

        // When
        int ours = choice(name, null, LARGE);

        // Then
        assertThat(ours).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent", "murmur2", "fnv1a"})
    void putsTheEmptyKeyWhereLibrdkafkaPutsIt(String name) throws Exception {
        // Given
        int golden = Integer.parseInt(golden(name + "-empty", LARGE), HEX);

        // When
        int ours = choice(name, new byte[0], LARGE);

        // Then
        assertThat(ours).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consistent_random", "murmur2_random", "fnv1a_random"})
    void putsKeysWhereLibrdkafkaPutsThemWhenOnlyTheOthersGoAnywhere(String name) throws Exception {
        // Given
        String golden = golden(name, SMALL);

        // When
        var ours = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            ours.append(String.format("%02x", choice(name, key(33 * i + 7), SMALL)));
        }

        // Then
        assertThat(ours.toString()).isEqualTo(golden);
    }

    private static int choice(String name, byte @Nullable [] key, int count) {
        return StockPartitioner.named(name).partition(key, null, new FixedPartitions(count));
    }

    private static byte[] key(int i) throws NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(("key " + i).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(hash, i % 33);
    }

    private static String golden(String name, int count) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        LibrdkafkaPartitionsTest.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            String start = name + " " + count + " ";
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow()
                    .substring(start.length());
        }
    }
}
