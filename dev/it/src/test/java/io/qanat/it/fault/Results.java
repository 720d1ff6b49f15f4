package io.qanat.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a run came to, kept as one JSON file in the build folder.
public final class Results {
    private Results() {}

    /// Writes the figures to `target/NAME.json`, with the commit that they belong to.
    public static void keep(String name, Map<String, ?> figures) {
        Path folder = Path.of(System.getProperty("it.folder", ""), "target");
        var json = "{\"commit\":" + text(commit()) + "," + text(figures).substring(1) + "\n";
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commit() {
        try {
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                            .directory(Path.of(System.getProperty("it.folder", ".")).toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var line = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return line.isBlank() ? "unknown" : line.strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(Results::text).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default ->
                    '"'
                            + value.toString()
                                    .replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n")
                            + '"';
        };
    }
}
