package io.qanat.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A named value beside a record's own. Immutable, if nobody changes the value's bytes or position.
///
/// @param key the name; names may repeat
/// @param value the bytes from position to limit, not copied; null is a value of its own
public record RecordHeader(String key, @Nullable ByteBuffer value) {}
