package io.qanat.log.producer;

import io.qanat.log.folder.MalformedFileException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A partition's producers as they were at an offset, in the format of Apache Kafka's `.snapshot`.
/// Immutable.
///
/// ```
/// 0         2     6           10
/// | version | crc | batchCount | batches ...       crc: CRC-32C of all that follows it
///
/// 0            8       10             14           22            26          34
/// | producerId | epoch | lastSequence | lastOffset | offsetDelta | timestamp | coordinatorEpoch
/// 38                       46
/// | currentTxnFirstOffset  |
/// ```
///
/// Apache Kafka writes the last batch of each producer, and takes the last that it reads. The up to
/// four before it are written here too, so that all five are known after a restart.
final class ProducerSnapshot {
    private static final short VERSION = 1;
    private static final int CRC_AT = 2;
    private static final int CHECKED_FROM = 6;
    private static final int HEADER_BYTES = 10;
    private static final int BATCH_BYTES = 46;
    private static final int NO_COORDINATOR = -1;
    private static final long NO_TRANSACTION = -1;

    private ProducerSnapshot() {}

    /// The bytes of a snapshot.
    static ByteBuffer of(PartitionProducers producers) {
        int count = producers.batchCount();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + count * BATCH_BYTES);
        bytes.putShort(VERSION).putInt(0).putInt(count);
        for (SequencedBatch batch : producers.batches()) {
            bytes.putLong(batch.producerId()).putShort(batch.epoch());
            bytes.putInt(batch.lastSequence()).putLong(batch.lastOffset());
            bytes.putInt(batch.offsetDelta()).putLong(batch.timestamp());
            bytes.putInt(NO_COORDINATOR).putLong(NO_TRANSACTION);
        }
        bytes.flip();
        return bytes.putInt(CRC_AT, checksum(bytes));
    }

    private static int checksum(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.slice(CHECKED_FROM, bytes.limit() - CHECKED_FROM));
        return (int) crc.getValue();
    }

    /// Adds what a snapshot says.
    ///
    /// @param offset the offset that the snapshot is of
    /// @throws MalformedFileException when it cannot be believed; then nothing was added
    static void read(ByteBuffer bytes, long offset, PartitionProducers target)
            throws MalformedFileException {
        if (bytes.limit() < HEADER_BYTES || bytes.getShort(0) != VERSION) {
            throw new MalformedFileException("no snapshot of version " + VERSION);
        }
        if (bytes.getInt(CRC_AT) != checksum(bytes)) {
            throw new MalformedFileException("a snapshot with a wrong checksum");
        }
        int count = bytes.getInt(CHECKED_FROM);
        if ((long) count * BATCH_BYTES != bytes.limit() - HEADER_BYTES) {
            throw new MalformedFileException(
                    "a snapshot of " + count + " batches in " + bytes.limit() + " bytes");
        }
        for (int at = HEADER_BYTES; at < bytes.limit(); at += BATCH_BYTES) {
            require(batch(bytes, at), offset);
        }
        for (int at = HEADER_BYTES; at < bytes.limit(); at += BATCH_BYTES) {
            SequencedBatch batch = batch(bytes, at);
            if (batch.lastSequence() >= 0) {
                target.append(batch);
            }
        }
    }

    private static SequencedBatch batch(ByteBuffer bytes, int at) {
        int lastSequence = bytes.getInt(at + 10);
        int offsetDelta = bytes.getInt(at + 22);
        return new SequencedBatch(
                bytes.getLong(at),
                bytes.getShort(at + 8),
                SequencedBatch.after(lastSequence, -offsetDelta),
                lastSequence,
                bytes.getLong(at + 14),
                offsetDelta,
                bytes.getLong(at + 26));
    }

    private static void require(SequencedBatch batch, long offset) throws MalformedFileException {
        if (batch.producerId() < 0 || batch.offsetDelta() < 0 || batch.lastOffset() >= offset) {
            throw new MalformedFileException(
                    "a snapshot at offset " + offset + " with an impossible " + batch);
        }
    }
}
