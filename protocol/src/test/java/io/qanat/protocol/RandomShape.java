package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Anything that the schemas allow, mostly small. Confined to one thread.
final class RandomShape implements Shape {
    private static final int LIST_SIZE_MAX = 3;
    private static final int UNKNOWN_TAG_MAX = 40_000;
    private static final String[] TEXTS = {
        "", "a", "orders", "naïve", "日本語", "🜁🜂 x", "\u0000", "ÿ"
    };

    private final Random random;

    RandomShape(Random random) {
        this.random = random;
    }

    @Override
    public boolean isNull() {
        return random.nextInt(4) == 0;
    }

    @Override
    public boolean isTagSet() {
        return random.nextBoolean();
    }

    @Override
    public int listSize() {
        return random.nextInt(LIST_SIZE_MAX + 1);
    }

    @Override
    public long number() {
        return random.nextInt(3) == 0 ? random.nextInt(5) - 2 : random.nextLong();
    }

    @Override
    public String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return switch (random.nextInt(1_000)) {
            case 0, 1, 2, 3, 4 -> text.repeat(100);
            case 5 -> text.repeat(1_000);
            default -> text;
        };
    }

    @Override
    public ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(50) == 0 ? 300 : random.nextInt(4)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public List<RawTaggedField> unknownTaggedFields(Set<Integer> known) {
        Set<Integer> tags = new TreeSet<>();
        for (int i = Math.max(0, random.nextInt(7) - 3); i > 0; i--) {
            tags.add(random.nextInt(random.nextBoolean() ? 10 : UNKNOWN_TAG_MAX));
        }
        tags.removeAll(known);
        return tags.stream().map(tag -> new RawTaggedField(tag, bytes())).toList();
    }
}
