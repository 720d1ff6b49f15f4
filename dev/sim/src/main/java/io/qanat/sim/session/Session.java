package io.qanat.sim.session;

import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.TopicPartition;
import io.qanat.sim.disk.Crash;
import io.qanat.sim.disk.SimDisk;
import io.qanat.sim.oracle.Ending;
import io.qanat.sim.oracle.Oracle;
import io.qanat.sim.oracle.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is done to a log, over any number of openings. What is asked for waits until [#step()]. A
/// [Crash] passes through; then only [#startOn] may follow.
public final class Session {
    private static final long STEP_NANOS = 1_000_000;
    private static final long FIRST_PRODUCER_ID = 7000;

    private final Oracle oracle = new Oracle();
    private final Payloads payloads = new Payloads();
    private Computer computer;
    private Terms terms;
    private final Map<TopicPartition, Series> series = new LinkedHashMap<>();
    private int topicsCreated;
    private int opens;
    private @Nullable RunningLog running;
    private @Nullable Answers answers;

    /// A session that begins with [#start(Ending)].
    public Session(Computer computer, Terms terms) {
        this.computer = computer;
        this.terms = terms;
    }

    /// From now on the log is excused for other things.
    public void setTerms(Terms next) {
        terms = next;
    }

    /// The disk as it is.
    public SimDisk disk() {
        return computer.disk();
    }

    /// How often the log was opened.
    public int opens() {
        return opens;
    }

    /// Opens the log on what is left of the disk.
    ///
    /// @param ending how the log came to its end
    public void startOn(SimDisk rest, Ending ending) {
        computer = computer.with(rest);
        start(ending);
    }

    /// Opens the log and compares it with what must be there.
    ///
    /// @param ending how it came to its end before
    /// @throws Unavailable when it cannot be opened, and has an excuse
    public void start(Ending ending) {
        RunningLog opened = opened();
        running = opened;
        answers = new Answers(oracle, opened.log().leaderEpoch(), terms);
        opens++;
        Terms now = terms;
        disk().quietly(() ->
                oracle.checkReopened(opened.log(), ending, now.tolerance(), now.keepsClosed()));
        if (now.tolerance().isNone()) {
            settleSeries();
        } else {
            series.values().forEach(Series::renew);
        }
    }

    private RunningLog opened() {
        try {
            return computer.start();
        } catch (LogException e) {
            if (terms.excuses().test(e)) {
                throw new Unavailable(e);
            }
            throw new Violation("the log cannot be opened", e);
        }
    }

    /// The log.
    public Log log() {
        return running().log();
    }

    private RunningLog running() {
        return Objects.requireNonNull(running, "not started");
    }

    private Answers answers() {
        return Objects.requireNonNull(answers, "not started");
    }

    /// Asks for a partition, unless it is there because its end was refused.
    public void create(TopicPartition partition) {
        if (oracle.isTaken(partition)) {
            return;
        }
        topicsCreated++;
        var topicId = new UUID(0x51414e4154L, topicsCreated);
        oracle.comes(partition, topicId);
        answers().expect(new Asked.Create(partition, log().create(partition, topicId)));
    }

    /// Asks for the end of a partition that is there.
    public void delete(TopicPartition partition) {
        if (oracle.partitions().contains(partition)) {
            oracle.goes(partition);
            answers().expect(new Asked.Delete(partition, log().delete(partition)));
        }
    }

    /// Asks for an append to a partition that is there or was asked for.
    ///
    /// @param recordCounts the number of records of each batch
    public void append(TopicPartition partition, Durability durability, int... recordCounts) {
        var batches = new ArrayList<ByteBuffer>();
        int size = 0;
        for (int recordCount : recordCounts) {
            ByteBuffer batch = payloads.batch(recordCount);
            size += batch.remaining();
            batches.add(batch);
        }
        if (isAskable(partition)) {
            ByteBuffer joined = ByteBuffer.allocate(size);
            batches.forEach(batch -> joined.put(batch.duplicate()));
            var answer = log().append(partition, joined.flip(), durability);
            answers().expect(new Asked.Append(partition, List.copyOf(batches), durability, answer));
        }
    }

    /// Asks for the next batch of the partition's idempotent producer, behind all that it was not
    /// told of.
    public void appendNext(TopicPartition partition, Durability durability, int recordCount) {
        Series producer =
                series.computeIfAbsent(
                        partition, added -> new Series(added, FIRST_PRODUCER_ID + series.size()));
        producer.add(payloads.batch(recordCount, producer.next(recordCount)));
        ask(producer, durability, producer::toBeAsked);
    }

    /// Asks once more for that producer's last batches, as if their answers had been lost.
    public void appendAgain(TopicPartition partition, Durability durability) {
        Series producer = series.get(partition);
        if (producer != null) {
            ask(producer, durability, producer::toBeAskedAgain);
        }
    }

    private void ask(Series producer, Durability durability, Supplier<List<Numbered>> batches) {
        TopicPartition partition = producer.partition();
        if (!isAskable(partition)) {
            return;
        }
        for (Numbered each : batches.get()) {
            ByteBuffer copy = ByteBuffer.allocate(each.batch().remaining());
            var answer =
                    log().append(partition, copy.put(each.batch().duplicate()).flip(), durability);
            answers().expect(new Asked.Next(partition, each, durability, answer));
        }
    }

    private boolean isAskable(TopicPartition partition) {
        return oracle.partitions().contains(partition) || answers().awaitCreationOf(partition);
    }

    private void settleSeries() {
        series.values()
                .forEach(each ->
                        each.settle(batch -> oracle.offset(each.partition(), batch).isPresent()));
    }

    /// Lets the log do all it has to do, and looks at the answers.
    public void step() {
        acting(() -> running().work(() -> answers().tellWhenAllDone(terms)));
        pass(STEP_NANOS);
    }

    /// Lets time pass.
    public void pass(long nanos) {
        computer.clock().pass(nanos);
    }

    private void acting(Runnable action) {
        try {
            action.run();
        } catch (Crash crash) {
            answers().tell(terms, true);
            oracle.look(log());
            throw crash;
        }
        answers().tell(terms, false);
        settleSeries();
        oracle.look(log());
    }

    /// Reads all that readers can see; what cannot be read must have an excuse.
    public void read() {
        try {
            oracle.checkRunning(log(), terms.tolerance());
        } catch (Violation violation) {
            boolean excused =
                    violation.getCause() instanceof LogException error
                            && terms.excuses().test(error);
            if (!excused) {
                throw violation;
            }
        }
    }

    /// Closes the log in order, as far as it can.
    public void stop() {
        acting(running()::close);
    }

    /// Closes the log and opens it again.
    public void restart() {
        stop();
        start(Ending.CLOSE);
    }

    /// Appends to every partition, which must work.
    ///
    /// What could not be created before is created now, and what idempotent producers sent last is
    /// sent once more.
    public void goOn() {
        for (TopicPartition partition : oracle.partitionsRefused()) {
            create(partition);
        }
        for (TopicPartition partition : oracle.partitions()) {
            append(partition, Durability.SYNCED, 2);
        }
        series.keySet().forEach(partition -> appendAgain(partition, Durability.SYNCED));
        step();
    }

    /// Requires that the last opening trusted what an orderly close had left.
    public void requireCleanOpening() {
        if (!log().recovery().cleanlyClosed()) {
            throw new Violation("an orderly close left no mark: " + log().recovery());
        }
    }
}
