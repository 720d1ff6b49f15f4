package io.qanat.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Seeded lines that look like JSON log lines, all of one size. Immutable.
public final class Payloads {
    private static final long SEED = 20261121L;
    private static final int DISTINCT = 4096;
    private static final String[] LEVELS = {"DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR"};
    private static final String[] SERVICES = {
        "checkout", "basket", "payment", "catalogue", "search", "shipping"
    };
    private static final String[] WORDS = {
        "request", "completed", "order", "customer", "retry", "cache", "miss", "timeout",
                "accepted",
        "queued", "item", "stock", "reserved", "session", "token", "refreshed", "latency", "gateway"
    };

    private final byte[][] lines;
    private int next;

    /// Writes the lines of `args[0]` bytes into the file `args[1]`, for programs in other
    /// languages.
    public static void main(String[] args) throws IOException {
        try (OutputStream file = Files.newOutputStream(Path.of(args[1]))) {
            for (byte[] line : new Payloads(Integer.parseInt(args[0])).lines) {
                file.write(line);
            }
        }
    }

    /// Lines of exactly `size` bytes.
    public Payloads(int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        lines = new byte[DISTINCT][];
        for (int i = 0; i < DISTINCT; i++) {
            lines[i] = line(random, size);
        }
    }

    /// The next line; not copied.
    public byte[] next() {
        byte[] line = lines[next];
        next = (next + 1) & (DISTINCT - 1);
        return line;
    }

    private static byte[] line(SplittableRandom random, int size) {
        StringBuilder text =
                new StringBuilder("{\"ts\":")
                        .append(1_790_000_000_000L + random.nextInt(1_000_000_000))
                        .append(",\"level\":\"")
                        .append(LEVELS[random.nextInt(LEVELS.length)])
                        .append("\",\"service\":\"")
                        .append(SERVICES[random.nextInt(SERVICES.length)])
                        .append("\",\"trace\":\"")
                        .append(Long.toHexString(random.nextLong()))
                        .append("\",\"msg\":\"");
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.setLength(size - 2);
        return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
