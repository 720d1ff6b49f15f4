package io.qanat.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StderrLoggerTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final System.Logger logger =
            new StderrLogger(
                    "x", Level.WARNING, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void writesOneLineWithoutAStackForATroubleOfTheWorld() {
        logger.log(Level.WARNING, "disk trouble path=/d", new IOException("no space"));

        assertThat(text()).isEqualTo("qanat: warning: disk trouble path=/d: no space\n");
    }

    @Test
    void addsTheStackOfADefect() {
        logger.log(Level.ERROR, "loop failed", new IllegalStateException("sent twice"));

        assertThat(text())
                .startsWith("qanat: error: loop failed: sent twice\n")
                .contains("\tat io.qanat.cli.logging");
    }

    @Test
    void staysSilentBelowItsLevel() {
        logger.log(Level.INFO, "started");
        logger.log(Level.DEBUG, () -> "never made");

        assertThat(text()).isEmpty();
    }

    @Test
    void fillsInParameters() {
        logger.log(Level.WARNING, "took {0} of {1}", 1, 2);

        assertThat(text()).isEqualTo("qanat: warning: took 1 of 2\n");
    }

    @Test
    void isWhatThePlatformUses() {
        assertThat(System.getLogger("anything").isLoggable(Level.WARNING)).isTrue();
        assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(StderrLoggerFinder.class);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
