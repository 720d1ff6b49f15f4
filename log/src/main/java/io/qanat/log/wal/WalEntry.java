package io.qanat.log.wal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The header of one entry: whole batches of one partition, and where they belong.
///
/// ```
///  0 crc i32            CRC-32C of the header from here on, with the name
///  4 batch bytes i32
///  8 LSN i64            the entry's place in the endless log: what an earlier round left has a smaller one
/// 16 durable LSN i64    all before it was durable when this was written
/// 24 topic id 16
/// 40 partition i32
/// 44 leader epoch i32
/// 48 base offset i64
/// 56 last offset i64
/// 64 name bytes i32 | topic's name | zeros to a multiple of 8 | batches | zeros to a multiple of 8
/// ```
///
/// The batches have checksums of their own; what those do not cover is in the header. Immutable.
///
/// @param lsn the entry's log sequence number
/// @param durableLsn up to where the log was durable when the entry was written
/// @param address the partition
/// @param leaderEpoch the epoch of all its batches
/// @param baseOffset the offset of the first record
/// @param lastOffset the offset of the last record
/// @param batchBytes the size of the batches
public record WalEntry(
        long lsn,
        long durableLsn,
        WalAddress address,
        int leaderEpoch,
        long baseOffset,
        long lastOffset,
        int batchBytes) {
    /// Entries begin at multiples of this.
    static final int ALIGNMENT_BYTES = 8;

    static final int FIXED_BYTES = 68;
    static final int LSN_AT = 8;

    private static final int CHECKED_FROM = 4;
    private static final int DURABLE_AT = 16;
    private static final int TOPIC_ID_AT = 24;
    private static final int PARTITION_AT = 40;
    private static final int EPOCH_AT = 44;
    private static final int BASE_AT = 48;
    private static final int LAST_AT = 56;
    private static final int NAME_BYTES_AT = 64;

    /// The most that a header can take.
    static final int HEADER_BYTES_MAX = aligned(FIXED_BYTES + WalAddress.TOPIC_BYTES_MAX);

    static int aligned(int bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    /// The size of a header with a name of so many bytes.
    static int headerBytes(int nameBytes) {
        return aligned(FIXED_BYTES + nameBytes);
    }

    int headerBytes() {
        return headerBytes(address.topicSizeInBytes());
    }

    /// The size of all of it, as the LSN counts it.
    public long sizeInBytes() {
        return (long) headerBytes() + aligned(batchBytes);
    }

    /// The LSN of the entry after this one.
    public long nextLsn() {
        return lsn + sizeInBytes();
    }

    /// Writes the header at the buffer's position.
    void write(ByteBuffer target) {
        int start = target.position();
        int end = start + headerBytes();
        target.putInt(0).putInt(batchBytes).putLong(lsn).putLong(durableLsn);
        target.putLong(address.topicId().getMostSignificantBits());
        target.putLong(address.topicId().getLeastSignificantBits());
        target.putInt(address.partition()).putInt(leaderEpoch).putLong(baseOffset);
        target.putLong(lastOffset).putInt(address.topicSizeInBytes());
        address.writeTopic(target);
        while (target.position() < end) {
            target.put((byte) 0);
        }
        target.putInt(start, checksum(target, start, end - start));
    }

    private static int checksum(ByteBuffer bytes, int start, int headerBytes) {
        var crc = new CRC32C();
        crc.update(bytes.slice(start + CHECKED_FROM, headerBytes - CHECKED_FROM));
        return (int) crc.getValue();
    }

    /// The entry whose header begins at an index of the bytes, when a whole and undamaged one does.
    static Optional<WalEntry> read(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < FIXED_BYTES) {
            return Optional.empty();
        }
        int nameBytes = bytes.getInt(at + NAME_BYTES_AT);
        int batchBytes = bytes.getInt(at + CHECKED_FROM);
        if (batchBytes <= 0
                || nameBytes <= 0
                || nameBytes > WalAddress.TOPIC_BYTES_MAX
                || bytes.limit() - at < headerBytes(nameBytes)
                || bytes.getInt(at) != checksum(bytes, at, headerBytes(nameBytes))) {
            return Optional.empty();
        }
        return Optional.of(
                new WalEntry(
                        bytes.getLong(at + LSN_AT),
                        bytes.getLong(at + DURABLE_AT),
                        WalAddress.read(
                                bytes,
                                at + TOPIC_ID_AT,
                                bytes.getInt(at + PARTITION_AT),
                                at + FIXED_BYTES,
                                nameBytes),
                        bytes.getInt(at + EPOCH_AT),
                        bytes.getLong(at + BASE_AT),
                        bytes.getLong(at + LAST_AT),
                        batchBytes));
    }
}
