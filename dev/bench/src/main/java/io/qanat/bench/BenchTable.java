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

    private BenchTable() {}

    /// Prints the table of the file `args[0]`.
    public static void main(String[] args) throws IOException {
        Map<String, List<Map<String, String>>> groups = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            Map<String, String> run = members(line);
            groups.computeIfAbsent(key(run), group -> new ArrayList<>()).add(run);
        }
        System.out.println(
                "| " + String.join(" | ", GROUP) + " | n | " + String.join(" | ", FIGURES) + " |");
        System.out.println("|" + "---|".repeat(GROUP.size() + 1 + FIGURES.size()));
        groups.forEach((group, runs) -> System.out.println(row(group, runs)));
    }

    private static Map<String, String> members(String line) {
        Map<String, String> run = new LinkedHashMap<>();
        MEMBER.matcher(line).results().forEach(member -> run.put(member.group(1), member.group(2)));
        return run;
    }

    private static String key(Map<String, String> run) {
        List<String> values = new ArrayList<>();
        GROUP.forEach(name -> values.add(run.getOrDefault(name, "-")));
        return String.join(" | ", values);
    }

    private static String row(String group, List<Map<String, String>> runs) {
        StringBuilder row = new StringBuilder("| " + group + " | " + runs.size());
        for (String figure : FIGURES) {
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
