package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `produce` with codecs of topics' own: the data folder shows what came of it.
final class CompressionIT {
    private static final String LINES = "a line that can be compressed well\n".repeat(100);

    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void aTopicHasItsOwnCodecAndAllOthersTheCommonOne() {
        // Given
        String topics = "compression.topics=orders:gzip:9,raw:none";

        // When
        for (String topic : new String[] {"orders", "raw", "other"}) {
            Program.Run run =
                    qanat.feed(LINES, "produce", topic, "--compression", "zstd", "-X", topics);
            assertThat(run.exitCode()).as(run.errors()).isZero();
        }

        // Then
        assertThat(dump("orders")).contains("compression=gzip").doesNotContain("=zstd", "=none");
        assertThat(dump("raw")).contains("compression=none").doesNotContain("=zstd", "=gzip");
        assertThat(dump("other")).contains("compression=zstd").doesNotContain("=none", "=gzip");
        assertThat(qanat.run("consume", "orders").text()).isEqualTo(LINES);
    }

    @Test
    void aCodecThatThereIsNotIsSaid() {
        // When
        Program.Run run =
                qanat.feed("", "produce", "t", "-X", "compression.topics=t:zip,u:gzip:10");

        // Then
        assertThat(run.errors()).contains("compression.topics: 'zip' is none of");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private String dump(String topic) {
        return qanat.run("log", "dump", topic).text();
    }
}
