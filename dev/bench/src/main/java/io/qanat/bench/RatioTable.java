package io.qanat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Our runs of a file of JSON lines beside those of each peer, as a Markdown table: the ratio of a
/// figure within one repeat, its median and the least and the greatest. Runs with failed records
/// are left out, and said.
public final class RatioTable {
    private static final String OURS = "qanat";

    private final String figure;
    private final Map<String, Map<String, Map<String, Double>>> runs = new LinkedHashMap<>();

    private RatioTable(String figure) {
        this.figure = figure;
    }

    /// Prints the table of the file `args[0]` for each figure named in `args[1]`, with commas.
    public static void main(String[] args) throws IOException {
        System.out.println("| figure | mode | size | compression | ours | to | n | ratio |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (String figure : args[1].split(",", -1)) {
            var table = new RatioTable(figure);
            Files.readAllLines(Path.of(args[0])).forEach(table::add);
            table.print();
        }
    }

    private void add(String line) {
        Map<String, String> run = BenchTable.members(line);
        if (!"0".equals(run.get("failed"))) {
            System.err.println("left out, it had failed records: " + line);
            return;
        }
        String load = run.get("mode") + " | " + run.get("size") + " | " + run.get("compression");
        String client =
                run.get("client") + ", heap " + run.get("heap") + ", buffer " + run.get("buffer");
        runs.computeIfAbsent(load, name -> new TreeMap<>())
                .computeIfAbsent(client, name -> new TreeMap<>())
                .put(run.get("repeat"), Double.parseDouble(run.getOrDefault(figure, "NaN")));
    }

    private void print() {
        runs.forEach((load, clients) ->
                clients.forEach((ours, figures) -> {
                    if (isOurs(ours)) {
                        print(load + " | " + ours, figures, clients);
                    }
                }));
    }

    private void print(
            String row, Map<String, Double> ours, Map<String, Map<String, Double>> clients) {
        clients.forEach((peer, theirs) -> {
            if (!isOurs(peer)) {
                print(row + " | " + peer, ratios(ours, theirs));
            }
        });
    }

    private static boolean isOurs(String client) {
        return client.startsWith(OURS);
    }

    private static double[] ratios(Map<String, Double> ours, Map<String, Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        ours.forEach((repeat, figure) -> {
            Double other = theirs.get(repeat);
            // A load without this figure has NaN, or 0 for every client.
            if (other != null && other > 0) {
                ratios.add(figure / other);
            }
        });
        return ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private void print(String row, double[] ratios) {
        if (ratios.length > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d | %.2f [%.2f..%.2f] |%n",
                    figure,
                    row,
                    ratios.length,
                    ratios[ratios.length / 2],
                    ratios[0],
                    Arrays.stream(ratios).max().orElseThrow());
        }
    }
}
