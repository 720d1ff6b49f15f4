package io.qanat.sim.explore;

import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// The whole search, on the shipped log.
///
/// ```
/// java ... io.qanat.sim.explore.CrashPoints SEEDS FILE      all points, so many seeds each; the table as JSON in the file
/// java ... io.qanat.sim.explore.CrashPoints replay POINT    one run
/// ```
public final class CrashPoints {
    /// With one seed, every so many operations the recovery from a power loss there is struck at
    /// each of its operations; with more, more often.
    private static final int RECOVERY_STEP = 240;

    /// The same for a sample.
    private static final int SAMPLE_RECOVERY_STEP = 360;

    private CrashPoints() {}

    /// All runs.
    public static Table search(Candidate candidate, int seeds) {
        return search(new Explorer(candidate, seeds), Math.max(2, RECOVERY_STEP / seeds));
    }

    /// The runs of every second operation.
    ///
    /// @param first 0 or 1
    static Table sample(Candidate candidate, int first) {
        return search(new Explorer(candidate, 1).every(2, first), SAMPLE_RECOVERY_STEP);
    }

    private static Table search(Explorer explorer, int recoveryStep) {
        var outcomes = new ArrayList<Outcome>();
        for (Workload workload : Workload.ALL) {
            outcomes.addAll(explorer.strikeWork(workload, EnumSet.allOf(FaultKind.class)));
            outcomes.addAll(explorer.strikeRecovery(workload));
            outcomes.addAll(explorer.strikeAllOfRecovery(workload, recoveryStep));
        }
        return Table.of(outcomes);
    }

    /// Runs it; ends with 1 when the log did what it must never do.
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        if (arguments.length != 2) {
            out.println("usage: CrashPoints SEEDS FILE | replay POINT");
            System.exit(2);
        }
        Table table =
                arguments[0].equals("replay")
                        ? replay(Point.parse(arguments[1]))
                        : search(Candidate.SHIPPED, Integer.parseInt(arguments[0]));
        if (!arguments[0].equals("replay")) {
            Files.writeString(Path.of(arguments[1]), table.json());
        }
        out.print(table);
        System.exit(table.violations().isEmpty() ? 0 : 1);
    }

    static Table replay(Point point) {
        Outcome outcome = new Explorer(Candidate.SHIPPED, 1).replay(point);
        outcome.struck().forEach(System.out::println);
        outcome.violation().ifPresent(violation -> violation.printStackTrace(System.out));
        return Table.of(List.of(outcome));
    }
}
