package io.qanat.bench.log;

import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/// One caller that keeps a number of appends in flight: as soon as one is durable, its buffer is
/// used for the next on the same partition. Confined to its thread, but for the answers.
final class ClosedLoop {
    private final Subject subject;
    private final List<Slot> slots = new ArrayList<>();

    /// Filled by the log's thread.
    private final LinkedBlockingQueue<Slot> ready = new LinkedBlockingQueue<>();

    /// One append after the other.
    private static final class Slot {
        final TopicPartition partition;
        final ByteBuffer batch;
        long sentNanos;
        // Written by the log's thread before it hands the slot back through the queue.
        long doneNanos;
        boolean failed;

        Slot(TopicPartition partition, ByteBuffer batch) {
            this.partition = partition;
            this.batch = batch;
        }
    }

    ClosedLoop(Subject subject) {
        this.subject = subject;
    }

    /// Adds one append in flight, with a buffer of its own.
    void add(TopicPartition partition, ByteBuffer batch) {
        ByteBuffer copy = ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        slots.add(new Slot(partition, copy));
    }

    /// Appends until a moment, then waits for what is in flight.
    Latencies run(long endNanos) throws InterruptedException {
        var latencies = new Latencies();
        slots.forEach(this::send);
        int inFlight = slots.size();
        var done = new ArrayList<Slot>();
        while (inFlight > 0) {
            done.clear();
            done.add(ready.take());
            ready.drainTo(done);
            boolean goesOn = System.nanoTime() - endNanos < 0;
            for (Slot slot : done) {
                if (slot.failed) {
                    throw new IllegalStateException("an append to " + slot.partition + " failed");
                }
                latencies.add(slot.doneNanos - slot.sentNanos);
                if (goesOn) {
                    send(slot);
                } else {
                    inFlight--;
                }
            }
        }
        return latencies;
    }

    private void send(Slot slot) {
        slot.sentNanos = System.nanoTime();
        var unused =
                subject.append(slot.partition, slot.batch)
                        .whenComplete((appended, failure) -> {
                            slot.doneNanos = System.nanoTime();
                            slot.failed = failure != null;
                            ready.add(slot);
                        });
    }
}
