package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `./qanat` in a fresh copy of the source tree, which it builds.
///
/// Maven is played by a script that brings the jars of this build, since a real build takes a
/// minute; `-Dit.maven=real` has the real one.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LauncherIT {
    /// What a build or an installation leaves behind.
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "node_modules");

    /// Builds the jars of the command line, or fails as a compiler does.
    private static final String MAVEN =
            """
            #!/bin/sh
            if [ -e cli/src/main/java/io/qanat/cli/Broken.java ]; then echo "[ERROR] Broken.java:[1,1]"; exit 1; fi
            mkdir -p cli/target && cp -R JARS cli/target/lib
            """;

    @TempDir private static Path tree;
    private static String maven = "";

    @BeforeAll
    static void copyTree() throws IOException {
        copy(Tree.root(), tree);
        if (!"real".equals(System.getProperty("it.maven"))) {
            Path mvn = Files.createDirectory(tree.resolve("maven")).resolve("mvn");
            Path jars = Tree.root().resolve("cli/target/lib");
            Files.writeString(mvn, MAVEN.replace("JARS", jars.toString()));
            Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
            maven = "PATH=" + mvn.getParent() + ":$PATH; ";
        }
    }

    @Test
    @Order(1)
    void buildsOnceForTwoCommandsInOnePipe() throws IOException {
        Shell.Run run =
                run(
                        "./qanat produce orders samples/orders.jsonl --data-dir D"
                                + " | ./qanat produce other --data-dir D");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .containsOnlyOnce("building, on first use")
                .contains("10,000 records", "0 records");
    }

    @Test
    @Order(2)
    void roundTripsTheSampleWithoutBuildingAgain() throws IOException {
        Shell.Run run =
                run(
                        "./qanat consume orders --from-beginning --data-dir D"
                                + " | cmp - samples/orders.jsonl");

        assertThat(run).isEqualTo(new Shell.Run(0, "", ""));
    }

    @Test
    @Order(3)
    void passesOptionsToTheVirtualMachine() throws IOException {
        Shell.Run run = run("QANAT_JAVA_OPTS=-Xmx1k ./qanat --version");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output() + run.errors()).contains("heap");
    }

    @Test
    @Order(4)
    void worksThroughALinkFromAnotherFolder() throws IOException {
        Shell.Run run =
                run(
                        "mkdir bin && ln -s ../qanat bin/q && cd samples"
                                + " && ../bin/q produce again orders.jsonl --data-dir ../D");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors()).contains("10,000 records");
    }

    @Test
    @Order(5)
    void writesDataIntoNoOtherFileWhenStdoutIsClosed() throws IOException {
        Shell.Run run = run("./qanat consume orders --data-dir D >&-");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("cannot write to stdout").hasLineCount(1);
    }

    @Test
    @Order(6)
    void readsNothingWhenStdinIsClosed() throws IOException {
        Shell.Run run = run("./qanat produce nothing --data-dir D <&-");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors()).contains("0 records");
    }

    @Test
    @Order(7)
    void saysNothingWhenStderrIsClosed() throws IOException {
        Shell.Run run = run("./qanat consume orders --max 1 --data-dir D 2>&-");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).hasLineCount(1);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    @Order(8)
    void buildsAgainWhenSourcesHaveChangedAndSaysWhyItFailed() throws IOException {
        // Given
        Files.writeString(tree.resolve("cli/src/main/java/io/qanat/cli/Broken.java"), "no Java");

        // When
        Shell.Run run = run("./qanat --version");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains("building, as sources have changed", "Broken.java", "the build failed");
        assertThat(run.output()).isEmpty();
    }

    private static Shell.Run run(String line) throws IOException {
        return new Shell(tree).run(maven + line);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                var name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    if (!LEFT_OUT.contains(name)) {
                        copy(entry, to.resolve(name));
                    }
                } else {
                    Files.copy(entry, to.resolve(name));
                }
            }
        }
    }
}
