package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field alone in every version: written, dropped or refused, as Kafka does.
class SingleFieldTest {
    private static final String REFUSED = "refused";

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void treatsEachFieldAsKafkaDoes(Twin twin) {
        for (Record message : SingleFields.of(twin.ours())) {
            twin.versions()
                    .forEach(version -> {
                        // When
                        String ours = ours(() -> Twin.write((Message) message, version));

                        // Then
                        String theirs =
                                theirs(() -> KafkaTwin.write(KafkaTwin.of(message, twin), version));
                        assertThat(ours).as("version %d of %s", version, message).isEqualTo(theirs);
                    });
        }
    }

    private static String ours(Supplier<byte[]> writing) {
        try {
            return HexFormat.of().formatHex(writing.get());
        } catch (UnsupportedVersionException e) {
            return REFUSED;
        }
    }

    private static String theirs(Supplier<byte[]> writing) {
        try {
            return HexFormat.of().formatHex(writing.get());
        } catch (org.apache.kafka.common.errors.UnsupportedVersionException
                | NullPointerException e) {
            // Null in a version that cannot say null is a NullPointerException there.
            return REFUSED;
        }
    }
}
