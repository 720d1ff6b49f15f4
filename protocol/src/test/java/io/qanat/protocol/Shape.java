package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// What the values of a made-up message are like.
interface Shape {

    /// Whether the next value that may be null is null.
    boolean isNull();

    /// Whether the next tagged field is set.
    boolean isTagSet();

    /// How many elements the next list has.
    int listSize();

    /// The next number, of which as many low bits count as the field has.
    long number();

    /// The next text.
    String text();

    /// The next bytes.
    ByteBuffer bytes();

    /// Tagged fields beside the `known` ones.
    List<RawTaggedField> unknownTaggedFields(Set<Integer> known);
}
