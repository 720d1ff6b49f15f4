package io.qanat.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs all races by jcstress, in JVMs of its own. What it says of them is in
/// `target/jcstress/output.txt`, and as a page in `target/jcstress/report`.
class RacesTest {
    private static final Pattern RESULTS =
            Pattern.compile(
                    "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+)"
                            + " hard errs");

    @Test
    @Timeout(1800)
    void haveNoResultThatIsNotListed() throws IOException, InterruptedException {
        // Given
        Path folder = Files.createDirectories(Path.of("target/jcstress").toAbsolutePath());
        Path output = folder.resolve("output.txt");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-m",
                        System.getProperty("qanat.stress.mode", "sanity"),
                        "-sc",
                        "false",
                        "-r",
                        folder.resolve("report").toString());

        // When
        int exit =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();

        // Then
        String said = Files.readString(output);
        List<MatchResult> results = RESULTS.matcher(said).results().toList();
        assertThat(results).as(said).isNotEmpty();
        MatchResult last = results.getLast();
        assertThat(last.group(2)).as(said).isEqualTo(last.group(1)).isNotEqualTo("0");
        assertThat(List.of(last.group(3), last.group(4), last.group(5))).as(said).containsOnly("0");
        assertThat(exit).as(said).isZero();
    }
}
