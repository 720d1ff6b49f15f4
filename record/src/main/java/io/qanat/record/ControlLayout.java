package io.qanat.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The bytes of control records, as [ControlRecord] draws them. Stateless.
final class ControlLayout {
    static final int ABORT = 0;
    static final int COMMIT = 1;

    private static final short VERSION = 0;
    private static final int KEY_BYTES = Short.BYTES + Short.BYTES;
    private static final int VALUE_BYTES = Short.BYTES + Integer.BYTES;

    private ControlLayout() {}

    static ByteBuffer key(ControlRecord.EndTransaction marker) {
        int type = marker.committed() ? COMMIT : ABORT;
        return ByteBuffer.allocate(KEY_BYTES).putShort(VERSION).putShort((short) type).flip();
    }

    static ByteBuffer value(ControlRecord.EndTransaction marker) {
        return ByteBuffer.allocate(VALUE_BYTES)
                .putShort(VERSION)
                .putInt(marker.coordinatorEpoch())
                .flip();
    }

    static int typeOf(@Nullable ByteBuffer key) {
        return known(key, KEY_BYTES, "key").getShort(Short.BYTES);
    }

    static int epochOf(@Nullable ByteBuffer value) {
        return known(value, VALUE_BYTES, "value").getInt(Short.BYTES);
    }

    private static ByteBuffer known(@Nullable ByteBuffer field, int bytesMin, String name) {
        if (field == null || field.remaining() < bytesMin || field.getShort(0) < VERSION) {
            throw new CorruptRecordException("control record with a malformed " + name);
        }
        return field;
    }
}
