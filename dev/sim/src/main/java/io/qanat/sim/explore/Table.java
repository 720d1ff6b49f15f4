package io.qanat.sim.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// What came of many runs, a line for each workload and fault. Immutable.
public final class Table {
    private static final int VIOLATIONS_SHOWN_MAX = 40;

    /// One line.
    ///
    /// @param workload what the log did
    /// @param fault what went wrong
    /// @param ops how many different operations were struck first
    /// @param runs how many runs there were
    /// @param fired how many operations were struck in all of them
    /// @param opens how often a log was opened in all of them
    /// @param violations in how many of them the log did what it must never do
    public record Line(
            String workload,
            String fault,
            long ops,
            long runs,
            long fired,
            long opens,
            long violations) {
        private static Line of(String workload, String fault, List<Outcome> outcomes) {
            return new Line(
                    workload,
                    fault,
                    outcomes.stream().map(Table::struck).distinct().count(),
                    outcomes.size(),
                    outcomes.stream().mapToLong(outcome -> outcome.struck().size()).sum(),
                    outcomes.stream().mapToLong(Outcome::opens).sum(),
                    outcomes.stream().filter(outcome -> outcome.violation().isPresent()).count());
        }
    }

    private final List<Line> lines;
    private final List<Outcome> violations;

    private Table(List<Line> lines, List<Outcome> violations) {
        this.lines = List.copyOf(lines);
        this.violations = List.copyOf(violations);
    }

    /// The table of these runs, in their order.
    public static Table of(Collection<Outcome> outcomes) {
        var groups = new LinkedHashMap<String, List<Outcome>>();
        for (Outcome outcome : outcomes) {
            String key = outcome.point().workload().name() + " " + fault(outcome.point());
            groups.computeIfAbsent(key, it -> new ArrayList<>()).add(outcome);
        }
        var lines = new ArrayList<Line>();
        groups.values()
                .forEach(group -> {
                    Point point = group.getFirst().point();
                    lines.add(Line.of(point.workload().name(), fault(point), group));
                });
        return new Table(
                lines,
                outcomes.stream().filter(outcome -> outcome.violation().isPresent()).toList());
    }

    private static String fault(Point point) {
        return point.isInRecovery() ? point.kind() + " in recovery" : point.kind().toString();
    }

    private static List<Integer> struck(Outcome outcome) {
        return List.of(outcome.point().op(), outcome.point().recoveryOp().orElse(-1));
    }

    /// Its lines.
    public List<Line> lines() {
        return lines;
    }

    /// The runs in which the log did what it must never do.
    public List<Outcome> violations() {
        return violations;
    }

    /// For people.
    @Override
    public String toString() {
        var text = new StringBuilder();
        String format = "%-24s %-32s %7s %8s %9s %9s %10s%n";
        text.append(
                format.formatted(
                        "workload", "fault", "ops", "runs", "fired", "opens", "violations"));
        for (Line line : lines) {
            text.append(
                    format.formatted(
                            line.workload(),
                            line.fault(),
                            line.ops(),
                            line.runs(),
                            line.fired(),
                            line.opens(),
                            line.violations()));
        }
        violations.stream()
                .limit(VIOLATIONS_SHOWN_MAX)
                .forEach(outcome ->
                        text.append(outcome.point())
                                .append("  ")
                                .append(outcome.tale())
                                .append(System.lineSeparator()));
        return text.toString();
    }

    /// For programs.
    public String json() {
        var text = new StringBuilder("{\"lines\":[");
        String separator = "";
        for (Line line : lines) {
            text.append(separator)
                    .append(
                            "\n  {\"workload\":\"%s\",\"fault\":\"%s\",\"ops\":%d,\"runs\":%d,"
                                    .formatted(
                                            line.workload(), line.fault(), line.ops(), line.runs()))
                    .append(
                            "\"fired\":%d,\"opens\":%d,\"violations\":%d}"
                                    .formatted(line.fired(), line.opens(), line.violations()));
            separator = ",";
        }
        text.append("],\n \"violations\":[");
        separator = "";
        for (Outcome outcome : violations) {
            text.append(separator)
                    .append("\n  {\"replay\":\"")
                    .append(outcome.point())
                    .append("\",\"violation\":\"")
                    .append(quoted(outcome))
                    .append("\"}");
            separator = ",";
        }
        return text.append("]}\n").toString();
    }

    private static String quoted(Outcome outcome) {
        return outcome.tale().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
