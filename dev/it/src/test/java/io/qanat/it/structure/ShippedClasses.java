package io.qanat.it.structure;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The compiled classes of every shipped module.
final class ShippedClasses {
    private static final Map<String, List<String>> PACKAGES_OF_OTHERS =
            Map.of(
                    "zstd-jni", List.of("com.github.luben.zstd.."),
                    "lz4-java", List.of("net.jpountz.."),
                    "snappy-java", List.of("org.xerial.snappy.."),
                    "kafka-clients", List.of("org.apache.kafka.."),
                    "picocli", List.of("picocli.."),
                    "HdrHistogram", List.of("org.HdrHistogram.."));

    private ShippedClasses() {}

    static JavaClasses imported() {
        List<Path> folders =
                ModuleTable.shipped().stream()
                        .map(module -> ModuleTable.root().resolve(module).resolve("target/classes"))
                        .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    static Set<String> packagesVisibleTo(String module) {
        var packages = new TreeSet<>(Set.of("java..", "jdk.net..", "org.jspecify.annotations.."));
        packages.add("io.qanat." + module + "..");
        ModuleTable.ours(module).forEach(other -> packages.add("io.qanat." + other + ".."));
        ModuleTable.others(module).forEach(artifact -> packages.addAll(packagesOf(artifact)));
        return packages;
    }

    private static List<String> packagesOf(String artifact) {
        List<String> packages = PACKAGES_OF_OTHERS.get(artifact);
        if (packages == null) {
            throw new IllegalArgumentException("name the packages of " + artifact + " here");
        }
        return packages;
    }
}
