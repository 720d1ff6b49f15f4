package io.qanat.log.wal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The beginning of a file of the write-ahead log, which says where in the log its round begins.
///
/// ```
///  0 crc i32            CRC-32C of what follows
///  4 magic i32          "QWAL"
///  8 version i32        2
/// 12 zeros i32
/// 16 start LSN i64      of the first entry of this round
/// 24 checkpoint LSN i64 all before it was in the segments, durably, when the round began
/// 32 gap from LSN i64      what an opening skipped: the latest one before the round began
/// 40 gap to LSN i64
/// 48 the same 48 bytes again, for when the first are damaged
/// ```
///
/// Immutable.
///
/// @param startLsn the LSN of the first entry
/// @param checkpointLsn the LSN before which nothing is needed
/// @param gap what the opening skipped that the round is of; every round of it says so, because a
///   file is used again when its entries are not needed any more
record WalHeader(long startLsn, long checkpointLsn, WalGap gap) {
    private static final int COPY_BYTES = 48;

    /// The size of both copies; the first entry begins behind them.
    static final int SIZE_BYTES = 2 * COPY_BYTES;

    private static final int MAGIC = 0x5157414c;
    private static final int VERSION = 2;
    private static final int MAGIC_AT = 4;
    private static final int VERSION_AT = 8;
    private static final int START_AT = 16;
    private static final int CHECKPOINT_AT = 24;
    private static final int GAP_FROM_AT = 32;
    private static final int GAP_TO_AT = 40;

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES);
        for (int copy = 0; copy < SIZE_BYTES; copy += COPY_BYTES) {
            bytes.putInt(copy + MAGIC_AT, MAGIC).putInt(copy + VERSION_AT, VERSION);
            bytes.putLong(copy + START_AT, startLsn).putLong(copy + CHECKPOINT_AT, checkpointLsn);
            bytes.putLong(copy + GAP_FROM_AT, gap.fromLsn()).putLong(copy + GAP_TO_AT, gap.toLsn());
            bytes.putInt(copy, checksum(bytes, copy));
        }
        return bytes;
    }

    private static int checksum(ByteBuffer bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at + MAGIC_AT, COPY_BYTES - MAGIC_AT));
        return (int) crc.getValue();
    }

    /// The header at the beginning of a file's bytes, when one of its copies is whole.
    ///
    /// @throws WalVersionException when it was written by a version that this one cannot read
    static Optional<WalHeader> read(ByteBuffer bytes) throws WalVersionException {
        for (int copy = 0; copy + COPY_BYTES <= bytes.limit(); copy += COPY_BYTES) {
            if (copy < SIZE_BYTES
                    && bytes.getInt(copy + MAGIC_AT) == MAGIC
                    && bytes.getInt(copy) == checksum(bytes, copy)) {
                int version = bytes.getInt(copy + VERSION_AT);
                if (version != VERSION) {
                    throw new WalVersionException(version);
                }
                return Optional.of(
                        new WalHeader(
                                bytes.getLong(copy + START_AT),
                                bytes.getLong(copy + CHECKPOINT_AT),
                                new WalGap(
                                        bytes.getLong(copy + GAP_FROM_AT),
                                        bytes.getLong(copy + GAP_TO_AT))));
            }
        }
        return Optional.empty();
    }
}
