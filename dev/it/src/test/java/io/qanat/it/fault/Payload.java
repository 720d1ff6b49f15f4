package io.qanat.it.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/// The name of one record, which is written into its value. Immutable.
///
/// The value is one line of text, `writer/number/` and letters; how many and which follows from the
/// name, so that whoever reads a value knows whether all of it is right.
///
/// @param writer who wrote it; has no slash
/// @param number how many this writer wrote before
public record Payload(String writer, int number) {
    /// A writer all of whose values are large.
    static final String BULK = "bulk";

    private static final int LETTERS_MAX = 400;
    private static final int LARGE_EVERY = 100;
    private static final int LARGE_LETTERS = 20_000;
    private static final int BULK_LETTERS = 500_000;
    private static final int ALPHABET = 26;

    /// The value of the record.
    public byte[] bytes() {
        byte[] name = (writer + "/" + number + "/").getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(writer.hashCode() * 31L + number);
        int letters = letters(random);
        byte[] bytes = Arrays.copyOf(name, name.length + letters);
        long bits = 0;
        for (int i = name.length; i < bytes.length; i++) {
            // One draw lasts for eight letters.
            bits = (i - name.length) % Long.BYTES == 0 ? random.nextLong() : bits >>> Byte.SIZE;
            bytes[i] = (byte) ('a' + (bits & 0xff) % ALPHABET);
        }
        return bytes;
    }

    private int letters(SplittableRandom random) {
        if (writer.equals(BULK)) {
            return BULK_LETTERS;
        }
        return random.nextInt(LARGE_EVERY) == 0 ? LARGE_LETTERS : random.nextInt(LETTERS_MAX);
    }

    /// The name that a value says it has, if the whole value is what that name demands.
    static Optional<Payload> parse(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split("/", 3);
        if (parts.length < 3 || !parts[1].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        var payload = new Payload(parts[0], Integer.parseInt(parts[1]));
        return Arrays.equals(payload.bytes(), bytes) ? Optional.of(payload) : Optional.empty();
    }
}
