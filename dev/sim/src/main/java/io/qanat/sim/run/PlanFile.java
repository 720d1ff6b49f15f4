package io.qanat.sim.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A plan as text.
///
/// ```
/// seed 4711
/// SEND 12345 -8765432109876543210     one line per operation: kind, pause in nanoseconds, chance
/// ```
///
/// The setting follows from the seed. Immutable.
final class PlanFile {
    private static final String SEED = "seed ";

    private PlanFile() {}

    static void write(Plan plan, Path file) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(SEED + plan.seed());
        for (Operation each : plan.operations()) {
            lines.add(each.kind() + " " + each.pauseNanos() + " " + each.chance());
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException when a line is none of a plan's
    static Plan read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().startsWith(SEED)) {
            throw new IllegalArgumentException(file + " is no plan: it does not name its seed");
        }
        var operations = new ArrayList<Operation>();
        for (String line : lines.subList(1, lines.size())) {
            operations.add(operation(line));
        }
        long seed = Long.parseLong(lines.getFirst().substring(SEED.length()).strip());
        return Plan.of(seed, 0).only(operations);
    }

    private static Operation operation(String line) {
        List<String> words = List.of(line.strip().split(" ", -1));
        if (words.size() != 3) {
            throw new IllegalArgumentException("no operation: " + line);
        }
        return new Operation(
                OperationKind.valueOf(words.get(0)),
                Long.parseLong(words.get(1)),
                Long.parseLong(words.get(2)));
    }
}
