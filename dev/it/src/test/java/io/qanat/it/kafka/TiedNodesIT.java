package io.qanat.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.cluster.Cluster;
import io.qanat.cluster.ClusterPlan;
import io.qanat.cluster.Layout;
import io.qanat.cluster.NodeCommand;
import io.qanat.cluster.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No node of a test's cluster outlives the test, however that ends.
@Tag("foreign")
@Timeout(120)
final class TiedNodesIT {
    private static final Duration END_WAIT_MAX = Duration.ofMinutes(1);

    @TempDir private Path folder;

    /// A process that starts nodes, pauses one of them, and tells theirs.
    public static void main(String[] arguments) throws IOException {
        ClusterPlan plan = ClusterPlan.of(Path.of(arguments[0]), Layout.COMBINED, Ports::free);
        var cluster = new Cluster(plan, new NodeCommand(KafkaJars.folder(), true));
        for (int id = 1; id <= 2; id++) {
            cluster.node(id).launch();
            System.out.println(cluster.node(id).process().orElseThrow().pid());
        }
        cluster.node(2).pause();
        System.out.println("paused");
        // Until it is killed.
        while (System.in.read() >= 0) {
            // Nobody writes.
        }
    }

    @Test
    void nodesEndWhenTheProcessThatStartedThemIsKilledEvenPausedOnes() throws IOException {
        // Given
        Process starter =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Dit.folder=" + System.getProperty("it.folder", ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TiedNodesIT.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = starter.inputReader();
        List<Optional<ProcessHandle>> nodes = List.of(node(output), node(output));
        assertThat(nodes).allMatch(Optional::isPresent);
        assertThat(output.readLine()).isEqualTo("paused");
        // When
        starter.destroyForcibly().onExit().join();
        // Then
        Awaitility.await("the end of the nodes")
                .atMost(END_WAIT_MAX)
                .until(() -> nodes.stream().noneMatch(node -> node.orElseThrow().isAlive()));
    }

    private static Optional<ProcessHandle> node(BufferedReader output) throws IOException {
        return ProcessHandle.of(Long.parseLong(output.readLine()));
    }
}
