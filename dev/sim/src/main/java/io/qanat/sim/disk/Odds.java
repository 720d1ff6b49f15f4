package io.qanat.sim.disk;

import java.util.SplittableRandom;

/// What a power cut leaves of what was not synced, drawn from a seed.
///
/// Each power cut has a character of its own: it loses nearly all or nearly nothing, all files
/// alike or one more than the other, what came last or anything, and it tears writes nowhere, at
/// sectors, at pages or at any byte.
final class Odds {
    private static final int[] GRAINS_BYTES = {0, 1, 512, 4096};
    private static final double[] CHANCES = {0, 0.1, 0.5, 0.9, 1};

    private final SplittableRandom random;
    private final int grainBytes;
    private final boolean filesDiffer;
    private final boolean inOrder;
    private final boolean sizesSurvive;
    private double chance;
    private boolean ended;

    Odds(long seed) {
        random = new SplittableRandom(seed);
        grainBytes = GRAINS_BYTES[random.nextInt(GRAINS_BYTES.length)];
        filesDiffer = random.nextBoolean();
        inOrder = random.nextInt(4) == 0;
        sizesSurvive = random.nextInt(4) == 0;
        chance = CHANCES[random.nextInt(CHANCES.length)];
    }

    /// Begins with the changes of another file or directory.
    void nextFile() {
        ended = false;
        if (filesDiffer) {
            chance = CHANCES[random.nextInt(CHANCES.length)];
        }
    }

    /// Whether the next change reached the disk.
    boolean survives() {
        boolean reached = !ended && random.nextDouble() < chance;
        ended |= inOrder && !reached;
        return reached;
    }

    /// Makes a change in full or not at all.
    void whole(Inode.Change change, Content content) {
        if (survives()) {
            change.applyTo(content);
        }
    }

    /// Makes what reached the disk of a change.
    void torn(Inode.Change change, Content content) {
        switch (change) {
            case Inode.Change.Truncate cut -> whole(cut, content);
            case Inode.Change.Write write -> {
                int from = 0;
                while (from < write.bytes().limit()) {
                    int to = pieceEnd(write, from);
                    piece(write, from, to, content);
                    from = to;
                }
            }
        }
    }

    private int pieceEnd(Inode.Change.Write write, int from) {
        int length = write.bytes().limit();
        return switch (grainBytes) {
            case 0 -> length;
            case 1 -> Math.min(length, from + 1 + random.nextInt(length));
            default -> {
                int position = write.position() + from;
                yield Math.min(length, from + grainBytes - position % grainBytes);
            }
        };
    }

    private void piece(Inode.Change.Write write, int from, int to, Content content) {
        if (survives()) {
            content.write(write.position() + from, write.bytes().slice(from, to - from));
        } else if (sizesSurvive) {
            content.extend(write.position() + to);
        }
    }
}
