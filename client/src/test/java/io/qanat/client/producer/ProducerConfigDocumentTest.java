package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProducerConfigDocumentTest {
    private static final Path FILE = Path.of("..", "docs", "producer-config.md");
    private static final String RENEW = "qanat.docs.renew";

    @Test
    void isUpToDate() throws IOException {
        // Given
        String text = new ProducerConfigDocument().text();
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(FILE, text);
        }

        // When
        String file = Files.readString(FILE);

        // Then
        assertThat(file)
                .as(
                        "%s; to renew it: mvn -pl client -am verify -DskipITs"
                                + " -Dtest=ProducerConfigDocumentTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        FILE, RENEW)
                .isEqualTo(text);
    }
}
