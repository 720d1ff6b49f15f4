package io.qanat.it;

import io.qanat.it.peer.PeerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Which exchanges passed in this run; written as a page of tables to `target/compatibility.md`
/// when it ends.
final class Evidence implements AutoCloseable {
    private static final int ALL_CODECS = 5;

    private static final String HEAD =
            """
            # Which clients were tried

            The client on the left wrote the same 313 records, of every shape that the format knows, with each codec in a
            cell (all: none, gzip, snappy, lz4, zstd); the client above read them by assignment, and got what had gone in:
            keys, values, headers, timestamps, absent and empty ones. Clients that have no way to say something (kcat: a
            timestamp) leave it out. kcat 1.7.1, kafka-python 2.0.2 and confluent-kafka 1.7.0 are Debian's, kafkajs is
            2.2.4, kafka-clients without a number 4.4.0. A run of `./qanat test --foreign -Dit.answers=record` writes this page.

            """;

    /// The codecs that passed, by broker, writer and reader.
    private final Map<String, Map<String, Map<String, Set<String>>>> passed = new LinkedHashMap<>();

    /// Hands the tests of a run the one that all of them share.
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Evidence.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Evidence.class))
                    .computeIfAbsent(Evidence.class, type -> new Evidence(), Evidence.class);
        }
    }

    void passed(String broker, PeerClient writer, String codec, PeerClient reader) {
        passed.computeIfAbsent(broker, name -> new LinkedHashMap<>())
                .computeIfAbsent(writer.name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(reader.name(), name -> new LinkedHashSet<>())
                .add(codec);
    }

    @Override
    public void close() {
        Path folder = Path.of(System.getProperty("it.folder", ""));
        boolean isToBeKept = "record".equals(System.getProperty("it.answers"));
        Path page =
                folder.resolve(
                        isToBeKept ? "../../docs/compatibility.md" : "target/compatibility.md");
        try {
            Files.writeString(page, HEAD + page());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String page() {
        return passed.entrySet().stream()
                .map(broker -> "## Through " + broker.getKey() + "\n\n" + table(broker.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(Map<String, Map<String, Set<String>>> writers) {
        Set<String> readers =
                writers.values().stream()
                        .map(Map::keySet)
                        .flatMap(Collection::stream)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        String head = row("written by ↓, read by →", readers);
        String rule = row("---", readers.stream().map(reader -> "---").toList());
        return head
                + rule
                + writers.entrySet().stream()
                        .map(writer ->
                                row(
                                        writer.getKey(),
                                        readers.stream()
                                                .map(reader -> codecs(writer.getValue(), reader))
                                                .toList()))
                        .collect(Collectors.joining());
    }

    private static String codecs(Map<String, Set<String>> byReader, String reader) {
        Set<String> codecs = byReader.getOrDefault(reader, Set.of("–"));
        return codecs.size() == ALL_CODECS ? "all" : String.join(" ", codecs);
    }

    private static String row(String first, Collection<String> cells) {
        return "| " + first + " | " + String.join(" | ", List.copyOf(cells)) + " |\n";
    }
}
