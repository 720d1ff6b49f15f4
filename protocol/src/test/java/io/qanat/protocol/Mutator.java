package io.qanat.protocol;

import java.util.Arrays;
import java.util.Random;

/// Small damage to bytes, of the kinds that broken peers and hostile ones do. Confined to one
/// thread.
final class Mutator {
    private static final int[] LENGTHS = {
        -1, -2, 0, 1, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0x00ff_ffff
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /// One to three changes to a copy of `bytes`.
    byte[] mutate(byte[] bytes) {
        byte[] mutant = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutant = mutant.length == 0 ? new byte[] {(byte) random.nextInt()} : change(mutant);
        }
        return mutant;
    }

    private byte[] change(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0, 1 -> with(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
            case 2 -> with(bytes, at, random.nextInt());
            case 3 -> with(bytes, at, 0xff);
            case 4 -> length(bytes, at);
            case 5 -> insert(bytes, at, 1 + random.nextInt(6));
            case 6 -> remove(bytes, at, 1 + random.nextInt(6));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private byte[] length(byte[] bytes, int at) {
        int value = LENGTHS[random.nextInt(LENGTHS.length)];
        int width = random.nextBoolean() ? 2 : 4;
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return bytes;
    }

    private byte[] insert(byte[] bytes, int at, int count) {
        byte[] longer = new byte[bytes.length + count];
        random.nextBytes(longer);
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
    }

    private static byte[] remove(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] shorter = new byte[bytes.length - (end - at)];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        return shorter;
    }
}
