package io.qanat.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A plan on disk, so that the next command finds the cluster: one line per node, with its role and
/// the ports where clients and controllers reach it. Immutable.
record PlanFile(Path folder) {
    private Path file() {
        return folder.resolve("nodes");
    }

    /// Writes the plan, which makes the folder.
    void write(ClusterPlan plan) throws IOException {
        Files.createDirectories(folder);
        String text =
                plan.nodes().stream()
                        .map(node ->
                                "%s %d %d\n"
                                        .formatted(
                                                node.role(),
                                                node.clients().listens(),
                                                node.controllers().listens()))
                        .collect(Collectors.joining());
        Files.writeString(file(), text);
    }

    /// The plan, when there is one.
    Optional<ClusterPlan> read() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file());
        var nodes =
                IntStream.range(0, lines.size())
                        .mapToObj(i -> node(i + 1, lines.get(i).split(" ", -1)))
                        .toList();
        return Optional.of(new ClusterPlan(folder, nodes, Map.of()));
    }

    private static NodePlan node(int id, String[] words) {
        return new NodePlan(
                id,
                Role.valueOf(words[0]),
                Door.open(Integer.parseInt(words[1])),
                Door.open(Integer.parseInt(words[2])));
    }
}
