package io.qanat.log.rot;

import io.qanat.log.DataFolder;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.LogSlice;
import io.qanat.log.SteppedLog;
import io.qanat.log.StorageException;
import io.qanat.log.TimestampOffset;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/// One damaged store, opened and read to the end: says what is wrong with what was served.
final class RotTrial {
    private static final int ATTEMPTS_MAX = 400;
    private static final int READ_BYTES = 3000;

    private final RotStore store;
    private final Harm harm;
    private final List<String> problems = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    private RotTrial(RotStore store, Harm harm) {
        this.store = store;
        this.harm = harm;
    }

    /// What is wrong with how a damaged copy of a store behaves.
    static List<String> problems(RotStore store, MemoryDisk damaged, Harm harm) {
        var trial = new RotTrial(store, harm);
        try {
            trial.run(damaged);
        } catch (RuntimeException | Error e) {
            trial.problems.add("thrown: " + e);
        }
        return trial.problems;
    }

    private void run(MemoryDisk damaged) {
        var served = open(damaged);
        if (problems.isEmpty() && !served.isEmpty()) {
            openAgain(damaged, served);
        }
    }

    private Map<TopicPartition, NavigableMap<Long, ByteBuffer>> open(MemoryDisk damaged) {
        try (DataFolder folder = DataFolder.open(RotStore.ROOT, damaged);
                SteppedLog stepped = SteppedLog.open(folder, RotStore.CONFIG, () -> 0)) {
            reports.addAll(stepped.log().recovery().findings());
            return read(stepped);
        } catch (LogException e) {
            if (!harm.mayBeRefused() || !String.valueOf(e.getMessage()).contains(harm.fileName())) {
                problems.add("opening failed: " + e);
            }
            return Map.of();
        }
    }

    /// What was repaired is as good as new.
    private void openAgain(
            MemoryDisk repaired, Map<TopicPartition, NavigableMap<Long, ByteBuffer>> served) {
        try (DataFolder folder = DataFolder.open(RotStore.ROOT, repaired);
                SteppedLog stepped = SteppedLog.open(folder, RotStore.CONFIG, () -> 0)) {
            List<String> findings = stepped.log().recovery().findings();
            // Nothing else in the folder has the topic's id.
            boolean idMissing = harm.fileName().equals("partition.metadata");
            if (!findings.isEmpty() && !idMissing) {
                problems.add("found again: " + findings);
            }
            served.forEach((partition, before) -> {
                NavigableMap<Long, ByteBuffer> again = all(stepped, partition);
                if (!again.headMap(before.lastKey(), true).equals(before)) {
                    problems.add(partition + " is not the same again");
                }
            });
        } catch (LogException e) {
            problems.add("second opening failed: " + e);
        }
    }

    private void compareIds(SteppedLog stepped) {
        stepped.log()
                .partitions()
                .forEach((partition, id) -> {
                    boolean unknown =
                            id.equals(new UUID(0, 0)) && reports.stream().anyMatch(harm::isNamedIn);
                    if (!id.equals(RotStore.topicId(partition)) && !unknown) {
                        problems.add(partition + " has the wrong topic id " + id);
                    }
                });
    }

    private Map<TopicPartition, NavigableMap<Long, ByteBuffer>> read(SteppedLog stepped) {
        compareIds(stepped);
        store.batches().forEach((partition, batches) -> searchFirst(stepped, partition, batches));
        var served = new HashMap<TopicPartition, NavigableMap<Long, ByteBuffer>>();
        for (TopicPartition partition : store.batches().keySet()) {
            served.put(partition, all(stepped, partition));
        }
        served.forEach(this::compare);
        served.forEach((partition, batches) -> search(stepped, partition, batches));
        if (problems.isEmpty()) {
            store.batches().keySet().forEach(partition -> goOn(stepped, partition));
        }
        return served;
    }

    private NavigableMap<Long, ByteBuffer> all(SteppedLog stepped, TopicPartition partition) {
        var served = new TreeMap<Long, ByteBuffer>();
        Log log = stepped.log();
        long offset = log.offsets(partition).logStart();
        for (int attempt = 0; offset < log.offsets(partition).highWatermark(); attempt++) {
            if (attempt > ATTEMPTS_MAX) {
                problems.add("no way past offset " + offset + " of " + partition);
                break;
            }
            try {
                LogSlice slice = log.read(partition, offset, READ_BYTES, true);
                offset = take(partition, slice.batches(), offset, served);
            } catch (StorageException e) {
                note(e);
                stepped.step();
            }
        }
        return served;
    }

    private void note(StorageException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.contains(harm.fileName()) || !message.contains("position")) {
            problems.add("an error that does not name file and position: " + message);
        }
        reports.add(message);
    }

    private long take(
            TopicPartition partition,
            ByteBuffer bytes,
            long offset,
            NavigableMap<Long, ByteBuffer> served) {
        long next = offset;
        if (!bytes.hasRemaining()) {
            problems.add("nothing read at offset " + offset + " of " + partition);
        }
        while (bytes.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(bytes);
            boolean follows =
                    next == offset
                            ? batch.baseOffset() <= offset && batch.lastOffset() >= offset
                            : batch.baseOffset() == next;
            if (!follows) {
                problems.add(partition + ": after " + next + " came " + batch);
                return Long.MAX_VALUE;
            }
            next = batch.nextOffset();
            if (batch.recordCount() > 0) {
                served.put(batch.baseOffset(), batch.bytes());
            }
        }
        return next;
    }

    private void compare(TopicPartition partition, NavigableMap<Long, ByteBuffer> served) {
        var rest = new TreeMap<>(served);
        long end = 0;
        for (ByteBuffer original : store.batches().get(partition)) {
            RecordBatch batch = RecordBatch.of(original);
            end = batch.nextOffset();
            ByteBuffer found = rest.remove(batch.baseOffset());
            if (found == null && !harm.touches(partition, batch.baseOffset())) {
                problems.add(partition + " lost an unharmed batch at " + batch.baseOffset());
            } else if (found == null && reports.stream().noneMatch(harm::isNamedIn)) {
                problems.add(partition + " lost without a word " + batch.baseOffset());
            } else if (found != null && !found.equals(original)) {
                problems.add(partition + " served wrong bytes at " + batch.baseOffset());
            }
        }
        rest.keySet().forEach(at -> problems.add(partition + " served what never was, at " + at));
        if (!served.isEmpty() && served.lastEntry().getKey() >= end) {
            problems.add(partition + " goes beyond its end");
        }
    }

    /// Before anything was read: an answer from damaged files may be an error, never a wrong one.
    private void searchFirst(
            SteppedLog stepped, TopicPartition partition, List<ByteBuffer> batches) {
        var original = new TreeMap<Long, ByteBuffer>();
        batches.forEach(batch -> original.put(batch.getLong(0), batch));
        for (long timestamp = 999_995; timestamp < 1_001_100; timestamp += 150) {
            try {
                var found = stepped.log().offsetForTimestamp(partition, timestamp);
                if (!isRight(partition, found, new TreeMap<>(original), timestamp)) {
                    problems.add(partition + " at time " + timestamp + " found " + found);
                }
            } catch (StorageException e) {
                note(e);
                stepped.step();
            }
        }
    }

    /// Whether only harmed batches would have been found before: of these any may be left.
    private boolean isRight(
            TopicPartition partition,
            Optional<TimestampOffset> found,
            NavigableMap<Long, ByteBuffer> batches,
            long timestamp) {
        Optional<TimestampOffset> expected = first(batches, timestamp);
        while (!found.equals(expected) && expected.isPresent()) {
            long batch = batches.floorKey(expected.get().offset());
            if (!harm.touches(partition, batch)) {
                return false;
            }
            batches.remove(batch);
            expected = first(batches, timestamp);
        }
        return found.equals(expected);
    }

    private void search(
            SteppedLog stepped, TopicPartition partition, NavigableMap<Long, ByteBuffer> served) {
        for (long timestamp = 999_995; timestamp < 1_001_100; timestamp += 50) {
            Optional<TimestampOffset> found =
                    stepped.log().offsetForTimestamp(partition, timestamp);
            if (!found.equals(first(served, timestamp))) {
                problems.add(partition + " at time " + timestamp + " found " + found);
            }
        }
    }

    private static Optional<TimestampOffset> first(Map<Long, ByteBuffer> batches, long timestamp) {
        for (ByteBuffer bytes : batches.values()) {
            RecordBatch batch = RecordBatch.of(bytes);
            if (batch.maxTimestamp() >= timestamp) {
                RecordCursor record = batch.records(DecompressionLimits.DEFAULT);
                while (record.advance()) {
                    if (record.timestamp() >= timestamp) {
                        return Optional.of(
                                new TimestampOffset(record.timestamp(), record.offset()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void goOn(SteppedLog stepped, TopicPartition partition) {
        long end = stepped.log().offsets(partition).logEnd();
        ByteBuffer batch = RotStore.batch(new Random(1));
        var appended = stepped.log().append(partition, batch.duplicate(), Durability.SYNCED);
        stepped.step();
        if (appended.join().baseOffset() != end
                || !stepped.log().read(partition, end, 1, true).batches().equals(batch)) {
            problems.add(partition + " cannot go on at " + end);
        }
    }
}
