package io.qanat.protocol;

/// UTF-8 of strings that are mostly ASCII, with the size known before the bytes. A surrogate
/// without its partner becomes `?`, as in [String#getBytes].
final class Utf8 {
    private Utf8() {}

    static int size(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return i + sizeFrom(text, i);
            }
        }
        return length;
    }

    private static int sizeFrom(String text, int start) {
        int size = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size += 1;
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (isPair(text, i)) {
                size += 4;
                i++;
            } else {
                size += 1;
            }
        }
        return size;
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }
}
