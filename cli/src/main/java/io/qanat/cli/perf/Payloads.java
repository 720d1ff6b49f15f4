package io.qanat.cli.perf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The values of a measurement's records. Confined to the thread that sends.
@FunctionalInterface
public interface Payloads {
    /// The value of a record.
    ///
    /// @param number from 0
    byte[] value(long number);

    /// Capital letters, different in every record.
    static Payloads letters(int sizeInBytes) {
        var random = new SplittableRandom(0);
        var letters = new byte[Math.max(1 << 16, 2 * sizeInBytes)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('A' + random.nextInt('Z' - 'A' + 1));
        }
        return number -> {
            int at = random.nextInt(letters.length - sizeInBytes);
            return Arrays.copyOfRange(letters, at, at + sizeInBytes);
        };
    }

    /// Some of these, by chance.
    static Payloads among(List<String> texts) {
        var random = new SplittableRandom(0);
        var values = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        return number -> values.get(random.nextInt(values.size()));
    }

    /// The record's number in digits.
    static Payloads numbers() {
        return number -> Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
