package io.qanat.log.folder;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The CRC-32C of text, as UTF-8.
final class Checksum {
    private Checksum() {}

    static long of(String text) {
        var crc = new CRC32C();
        crc.update(StandardCharsets.UTF_8.encode(text));
        return crc.getValue();
    }
}
