package io.qanat.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What this process, and the broker beside it, had used at one moment. Immutable.
///
/// @param nanos monotonic time
/// @param cpuNanos user and system time of this process
/// @param allocatedBytes bytes this process has allocated on the heap
/// @param writtenBytes bytes this process has written, in a producer nearly all of them to sockets
/// @param watchedCpuSeconds user and system time of the watched process, 0 without one
/// @param machineCpuSeconds busy time of all cores
public record Meter(
        long nanos,
        long cpuNanos,
        long allocatedBytes,
        long writtenBytes,
        double watchedCpuSeconds,
        double machineCpuSeconds) {
    private static final double TICKS_PER_SECOND = 100;

    /// Reads the counters; `watchedPid` is empty when no other process is watched.
    public static Meter read(String watchedPid) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new Meter(
                System.nanoTime(),
                system.getProcessCpuTime(),
                threads.getTotalThreadAllocatedBytes(),
                number(Path.of("/proc/self/io"), "wchar"),
                watchedPid.isEmpty()
                        ? 0
                        : ticksOf(Path.of("/proc", watchedPid, "stat"), ") ", 11, 12),
                ticksOf(Path.of("/proc/stat"), "cpu ", 1, 2, 3, 6, 7));
    }

    /// The difference to a later moment as members of a JSON object, without braces.
    String until(Meter later, long records, long bytes) {
        double seconds = (later.nanos - nanos) / 1e9;
        double cpu = (later.cpuNanos - cpuNanos) / 1e9;
        double watched = later.watchedCpuSeconds - watchedCpuSeconds;
        double other = later.machineCpuSeconds - machineCpuSeconds - cpu - watched;
        return String.format(
                Locale.ROOT,
                "\"seconds\":%.2f,\"records\":%d,\"rec_s\":%.0f,\"mb_s\":%.1f,\"cpu_s_per_m\":%.3f,\"broker_cpu_s_per_m\":%.3f,"
                        + "\"alloc_per_rec\":%.1f,\"wire_bytes_per_rec\":%.1f,\"own_cores\":%.2f,\"other_cores\":%.2f,\"peak_rss_mb\":%d",
                seconds,
                records,
                records / seconds,
                bytes / seconds / 1e6,
                cpu / records * 1e6,
                watched / records * 1e6,
                (later.allocatedBytes - allocatedBytes) / (double) records,
                (later.writtenBytes - writtenBytes) / (double) records,
                cpu / seconds,
                other / seconds,
                peakResidentMegabytes());
    }

    /// Sums fields of a /proc line; field 0 is what follows `start`, which for a process skips its
    /// name.
    private static double ticksOf(Path file, String start, int... fields) {
        String line = text(file).lines().findFirst().orElseThrow();
        String[] parts =
                line.substring(line.lastIndexOf(start) + (start.equals(") ") ? 2 : 0))
                        .split(" +", -1);
        long ticks = 0;
        for (int field : fields) {
            ticks += Long.parseLong(parts[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long peakResidentMegabytes() {
        return number(Path.of("/proc/self/status"), "VmHWM") / 1024;
    }

    /// The number in the line of a /proc file that begins with `name`.
    private static long number(Path file, String name) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
