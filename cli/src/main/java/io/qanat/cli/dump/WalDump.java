package io.qanat.cli.dump;

import io.qanat.log.wal.WalEntry;
import io.qanat.log.wal.WalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The entries of a file of the write-ahead log, of its latest round. Stateless.
final class WalDump {
    private WalDump() {}

    static void write(Path path, WalReader reader, DumpOutput output) throws IOException {
        output.begin(path);
        if (reader.hasHeader()) {
            output.end(
                    output.line(path, "round")
                            .with("startLsn", reader.startLsn())
                            .with("checkpointLsn", reader.checkpointLsn()));
        } else {
            output.remark(path + ": no header: just being made, or damaged");
        }
        for (Optional<WalReader.Found> found = reader.next();
                found.isPresent();
                found = reader.next()) {
            output.end(entry(path, found.get(), output));
        }
    }

    private static DumpLine entry(Path path, WalReader.Found found, DumpOutput output) {
        WalEntry entry = found.entry();
        return output.line(path, "entry")
                .with("position", found.position())
                .with("lsn", entry.lsn())
                .with("durableLsn", entry.durableLsn())
                .with("topic", entry.address().topic())
                .with("topicId", entry.address().topicId().toString())
                .with("partition", entry.address().partition())
                .with("leaderEpoch", entry.leaderEpoch())
                .with("baseOffset", entry.baseOffset())
                .with("lastOffset", entry.lastOffset())
                .with("batchBytes", entry.batchBytes());
    }
}
