package io.qanat.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/// A process that locks a file as Apache Kafka does, says how that went, and ends with its input.
final class ForeignHolder {
    private ForeignHolder() {}

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            FileLock lock = file.getChannel().tryLock();
            System.out.println(lock == null ? "taken " + file.readLine() : "locked");
            while (System.in.read() >= 0) {
                // Until whoever started this closes its input.
            }
        }
    }
}
