package io.qanat.log.folder;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The CRC-32C of text, as UTF-8, in ten decimal digits.
final class Checksum {
    private static final int DIGITS = 10;

    private Checksum() {}

    static String of(String text) {
        var crc = new CRC32C();
        crc.update(StandardCharsets.UTF_8.encode(text));
        String digits = Long.toString(crc.getValue());
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
