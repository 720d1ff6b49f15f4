package io.qanat.it.structure;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The dependency table of `ARCHITECTURE.md`: what each shipped module may depend on. Immutable.
final class ModuleTable {
    /// Of ours, directly or not.
    private static final Map<String, Set<String>> OURS =
            Map.of(
                    "protocol", Set.of(),
                    "record", Set.of(),
                    "log", Set.of("record"),
                    "publisher", Set.of(),
                    "client", Set.of("protocol", "record", "publisher"),
                    "broker", Set.of("protocol", "record", "log"),
                    "compat", Set.of("protocol", "record", "publisher", "client"),
                    "cli", Set.of("protocol", "record", "log", "publisher", "client", "broker"));

    /// Of other people, as Maven's artifact ids. The codecs' natives are optional for whoever uses
    /// `record`.
    private static final Set<String> CODECS = Set.of("zstd-jni", "lz4-java", "snappy-java");

    private static final Map<String, Set<String>> OTHERS =
            Map.of(
                    "protocol", Set.of(),
                    "record", CODECS,
                    "log", Set.of(),
                    "publisher", Set.of(),
                    "client", Set.of(),
                    "broker", Set.of(),
                    "compat", Set.of("kafka-clients"),
                    "cli", union(CODECS, Set.of("picocli", "HdrHistogram")));

    /// Built, but never shipped: the generator and the programs of `dev/`.
    static final Set<String> NOT_SHIPPED =
            Set.of(
                    "codegen",
                    "examples",
                    "dev/cluster",
                    "dev/it",
                    "dev/sim",
                    "dev/stress",
                    "dev/bench");

    private ModuleTable() {}

    static Set<String> shipped() {
        return OURS.keySet();
    }

    static Set<String> ours(String module) {
        return lookup(OURS, module);
    }

    static Set<String> others(String module) {
        return lookup(OTHERS, module);
    }

    /// The root of the source tree.
    static Path root() {
        return Path.of(System.getProperty("it.folder", ""))
                .toAbsolutePath()
                .resolve("../..")
                .normalize();
    }

    private static Set<String> lookup(Map<String, Set<String>> table, String module) {
        Set<String> allowed = table.get(module);
        if (allowed == null) {
            throw new IllegalArgumentException("no such module in the table: " + module);
        }
        return allowed;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
