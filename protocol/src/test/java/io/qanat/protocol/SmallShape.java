package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// Lists of one element and otherwise as few bytes as possible, or one byte more than that.
/// Immutable.
enum SmallShape implements Shape {
    /// Nothing where nothing is allowed.
    LEAN,
    /// The least that is not nothing, which costs a reader an object each.
    RICH;

    @Override
    public boolean isNull() {
        return false;
    }

    @Override
    public boolean isTagSet() {
        return this == RICH;
    }

    @Override
    public int listSize() {
        return 1;
    }

    @Override
    public long number() {
        return this == RICH ? 1_000 : 0;
    }

    @Override
    public String text() {
        return this == RICH ? "語" : "";
    }

    @Override
    public ByteBuffer bytes() {
        return this == RICH ? ByteBuffer.allocate(1) : Absent.BYTES;
    }

    @Override
    public List<RawTaggedField> unknownTaggedFields(Set<Integer> known) {
        return this == RICH ? List.of(new RawTaggedField(100, bytes())) : List.of();
    }
}
