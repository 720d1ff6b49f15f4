package io.qanat.log.inspect;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where findings go, with their number. Confined to the thread that verifies.
final class Report {
    /// A file that is damaged all over is told of in so many lines.
    private static final int FINDINGS_PER_FILE_MAX = 100;

    private final Consumer<Finding> findings;
    private long partitions;
    private long segments;
    private long batches;
    private long bytes;
    private long damages;
    private long notes;
    private @Nullable Path lastFile;
    private int findingsOfLastFile;

    Report(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /// Takes damage that was found before.
    void take(Finding damage) {
        damage(damage.file(), damage.position(), damage.text());
    }

    void damage(Path file, long position, String text) {
        damages++;
        tell(new Finding(Severity.DAMAGE, file, position, text));
    }

    void damage(Path file, String text) {
        damage(file, Finding.NOWHERE, text);
    }

    void note(Path file, long position, String text) {
        notes++;
        tell(new Finding(Severity.NOTE, file, position, text));
    }

    void note(Path file, String text) {
        note(file, Finding.NOWHERE, text);
    }

    private void tell(Finding finding) {
        if (!finding.file().equals(lastFile)) {
            lastFile = finding.file();
            findingsOfLastFile = 0;
        }
        findingsOfLastFile++;
        if (findingsOfLastFile < FINDINGS_PER_FILE_MAX) {
            findings.accept(finding);
        } else if (findingsOfLastFile == FINDINGS_PER_FILE_MAX) {
            findings.accept(
                    new Finding(
                            finding.severity(),
                            finding.file(),
                            Finding.NOWHERE,
                            "and more, which are only counted"));
        }
    }

    void countPartition() {
        partitions++;
    }

    void countSegment() {
        segments++;
    }

    void countBatch() {
        batches++;
    }

    void countBytes(long count) {
        bytes += count;
    }

    /// Adds what another report has counted.
    void add(Tally tally) {
        partitions += tally.partitions();
        segments += tally.segments();
        batches += tally.batches();
        bytes += tally.bytes();
        damages += tally.damages();
        notes += tally.notes();
    }

    Tally tally() {
        return new Tally(partitions, segments, batches, bytes, damages, notes);
    }
}
