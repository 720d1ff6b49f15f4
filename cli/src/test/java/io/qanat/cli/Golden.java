package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text that a test compares with a file of this module's test resources. Immutable.
///
/// @param name the file's
record Golden(String name) {
    private static final String RENEW = "qanat.golden.renew";

    String text() throws IOException {
        return Files.exists(file()) ? Files.readString(file()) : "";
    }

    /// Fails when the file has another text, or writes it when that is asked for.
    void holds(String text) throws IOException {
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(file(), text);
        }
        assertThat(text)
                .as("%s; when the change is meant, renew it with -D%s=true", file(), RENEW)
                .isEqualTo(text());
    }

    private Path file() {
        return Path.of("src/test/resources/io/qanat/cli").resolve(name);
    }
}
