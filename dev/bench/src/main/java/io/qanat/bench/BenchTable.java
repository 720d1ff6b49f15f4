package io.qanat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The runs of a file of JSON lines as a Markdown table: medians with the least and the greatest.
public final class BenchTable {
    private static final Pattern MEMBER = Pattern.compile("\"([a-z0-9_]+)\":\"?([^\",}]*)\"?");
    private static final List<String> GROUP = List.of("size", "acks", "compression", "client");
    private static final List<String> FIGURES =
            List.of(
                    "rec_s",
                    "mb_s",
                    "cpu_s_per_m",
                    "broker_cpu_s_per_m",
                    "alloc_per_rec",
                    "p50_us",
                    "p99_us",
                    "p999_us",
                    "peak_rss_mb",
                    "other_cores");

    private final List<String> group;
    private final List<String> figures;

    private BenchTable(List<String> group, List<String> figures) {
        this.group = group;
        this.figures = figures;
    }

    /// Prints the table of the file `args[0]`. `args[1]` and `args[2]` name, with commas, the
    /// members that tell groups of runs apart and the figures; the producers' when they are absent.
    public static void main(String[] args) throws IOException {
        var table =
                args.length < 3
                        ? new BenchTable(GROUP, FIGURES)
                        : new BenchTable(
                                List.of(args[1].split(",", -1)), List.of(args[2].split(",", -1)));
        table.print(Path.of(args[0]));
    }

    private void print(Path runs) throws IOException {
        Map<String, List<Map<String, String>>> groups = new LinkedHashMap<>();
        for (String line : Files.readAllLines(runs)) {
            Map<String, String> run = members(line);
            groups.computeIfAbsent(key(run), group -> new ArrayList<>()).add(run);
        }
        System.out.println(
                "| " + String.join(" | ", group) + " | n | " + String.join(" | ", figures) + " |");
        System.out.println("|" + "---|".repeat(group.size() + 1 + figures.size()));
        groups.forEach((key, group) -> System.out.println(row(key, group)));
    }

    static Map<String, String> members(String line) {
        Map<String, String> run = new LinkedHashMap<>();
        MEMBER.matcher(line).results().forEach(member -> run.put(member.group(1), member.group(2)));
        return run;
    }

    private String key(Map<String, String> run) {
        List<String> values = new ArrayList<>();
        group.forEach(name -> values.add(run.getOrDefault(name, "-")));
        return String.join(" | ", values);
    }

    private String row(String key, List<Map<String, String>> runs) {
        StringBuilder row = new StringBuilder("| " + key + " | " + runs.size());
        for (String figure : figures) {
            double[] sorted =
                    runs.stream()
                            .mapToDouble(run -> Double.parseDouble(run.getOrDefault(figure, "0")))
                            .sorted()
                            .toArray();
            row.append(" | ")
                    .append(text(sorted[sorted.length / 2]))
                    .append(" [")
                    .append(text(sorted[0]))
                    .append("..")
                    .append(text(sorted[sorted.length - 1]))
                    .append(']');
        }
        return row + " |";
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }
}
