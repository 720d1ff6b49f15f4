package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that nobody should send: each is a message or a [ProtocolException], and nothing else
/// happens.
class HostileBytesTest {
    /// Spread over all versions of all messages; a million in each round of the nightly run.
    private static final int MUTATIONS =
            Integer.getInteger("qanat.fuzz.mutations", 300_000)
                            / (int) Twin.messages().flatMapToInt(Twin::versions).count()
                    + 1;

    private static final int SAMPLES = 10;
    private static final int TRUNCATED_SAMPLES = 5;

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void refusesEveryTruncation(Twin twin) {
        Seed.run(
                twin + " truncated",
                random -> {
                    ShapedMessages messages = ShapedMessages.random(random);
                    twin.versions()
                            .forEach(version -> {
                                for (int i = 0; i < TRUNCATED_SAMPLES; i++) {
                                    // Given
                                    byte[] bytes =
                                            Twin.write(messages.message(twin, version), version);

                                    // When
                                    IntStream decoded =
                                            IntStream.range(0, bytes.length)
                                                    .filter(length ->
                                                            decodes(
                                                                    twin,
                                                                    version,
                                                                    Arrays.copyOf(bytes, length)));

                                    // Then
                                    assertThat(decoded.boxed())
                                            .as(HexFormat.of().formatHex(bytes))
                                            .isEmpty();
                                }
                            });
                });
    }

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void readsOrRefusesMutations(Twin twin) {
        Seed.run(
                twin + " mutated",
                random ->
                        twin.versions()
                                .forEach(version -> {
                                    for (int i = 0; i < SAMPLES; i++) {
                                        mutate(twin, version, random);
                                    }
                                }));
    }

    private static void mutate(Twin twin, int version, Random random) {
        // Given
        Mutator mutator = new Mutator(random);
        byte[] sample = Twin.write(ShapedMessages.random(random).message(twin, version), version);

        for (int i = 0; i <= MUTATIONS / SAMPLES; i++) {
            // When
            byte[] mutant = mutator.mutate(sample);

            // Then
            decodes(twin, version, mutant);
        }
    }

    /// Whether the bytes are a message; if so, one that can be written again and means the same.
    private static boolean decodes(Twin twin, int version, byte[] bytes) {
        Optional<Message> message = read(twin, version, bytes);
        message.ifPresent(decoded -> rewrite(twin, version, decoded));
        return message.isPresent();
    }

    private static Optional<Message> read(Twin twin, int version, byte[] bytes) {
        AtomicReference<@Nullable Message> message = new AtomicReference<>();
        try {
            AllocatedBytes.check(
                    bytes.length,
                    () -> {
                        try {
                            message.set(twin.read(bytes, version));
                        } catch (ProtocolException refused) {
                            message.set(null);
                        }
                    });
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "version " + version + ": " + HexFormat.of().formatHex(bytes), e);
        }
        return Optional.ofNullable(message.get());
    }

    private static void rewrite(Twin twin, int version, Message message) {
        byte[] bytes;
        try {
            bytes = Twin.write(message, version);
        } catch (ProtocolException e) {
            // Malformed UTF-8 grows when it becomes U+FFFD, possibly above the longest string.
            assertThat(e).hasMessageContaining("string of");
            return;
        }
        if (!twin.read(bytes, version).equals(message)) {
            throw new AssertionError(
                    message + " did not survive " + HexFormat.of().formatHex(bytes));
        }
    }
}
