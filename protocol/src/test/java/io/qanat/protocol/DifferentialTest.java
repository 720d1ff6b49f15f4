package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our messages against those that Kafka generates from the same schemas, byte for byte.
class DifferentialTest {
    private static final int SAMPLES = 25;

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void writesTheBytesThatKafkaWrites(Twin twin) {
        Seed.run(
                twin.toString(),
                random -> {
                    ShapedMessages messages = ShapedMessages.random(random);
                    twin.versions()
                            .forEach(version -> {
                                for (int i = 0; i < SAMPLES; i++) {
                                    // Given
                                    Message ours = messages.message(twin, version);

                                    // When
                                    byte[] bytes = Twin.write(ours, version);

                                    // Then
                                    var theirs = KafkaTwin.of((Record) ours, twin);
                                    assertThat(bytes)
                                            .as("version %d of %s", version, ours)
                                            .isEqualTo(KafkaTwin.write(theirs, version));
                                    var reread = KafkaTwin.read(twin, bytes, version);
                                    assertThat(reread).isEqualTo(theirs);
                                    assertThat(KafkaTwin.write(reread, version)).isEqualTo(bytes);
                                }
                            });
                });
    }

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void readsTheBytesThatKafkaWrites(Twin twin) {
        Seed.run(
                twin + " read",
                random -> {
                    ShapedMessages messages = ShapedMessages.random(random);
                    twin.versions()
                            .forEach(version -> {
                                for (int i = 0; i < SAMPLES; i++) {
                                    // Given
                                    Message ours = messages.message(twin, version);
                                    byte[] bytes =
                                            KafkaTwin.write(
                                                    KafkaTwin.of((Record) ours, twin), version);

                                    // When
                                    Message reread = twin.read(bytes, version);

                                    // Then
                                    assertThat(reread).isEqualTo(ours);
                                    assertThat(Twin.write(reread, version)).isEqualTo(bytes);
                                }
                            });
                });
    }
}
