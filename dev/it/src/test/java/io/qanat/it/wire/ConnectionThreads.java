package io.qanat.it.wire;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// The virtual threads of our broker's connections in this JVM.
final class ConnectionThreads {
    private ConnectionThreads() {}

    /// How many there are now.
    ///
    /// @param folder for a dump of all threads
    static long count(Path folder) throws IOException {
        Path dump = folder.resolve("threads-" + System.nanoTime() + ".txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        try (var lines = Files.lines(dump)) {
            return lines.filter(line ->
                            line.contains("\"qanat-reader\"") || line.contains("\"qanat-writer\""))
                    .count();
        }
    }
}
