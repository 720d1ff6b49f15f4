package io.qanat.record;

import java.nio.charset.StandardCharsets;

/// Sizes of texts in UTF-8. Stateless.
final class Utf8 {
    /// Characters below this are a byte each.
    static final int ASCII_END = 0x80;

    private Utf8() {}

    /// The bytes of a text. Of ASCII, as nearly all names are, this allocates nothing.
    static int sizeOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII_END) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
