package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.fault.Sender.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// One data folder, its broker with a fault, and a writer. Confined to its thread.
///
/// Records go to two partitions in turn; the files that faults are about belong to the first.
final class FaultRun implements AutoCloseable {
    static final String TOPIC = "faults";
    static final int PARTITIONS = 2;

    private static final int SENDS_MAX = 100;

    /// More than a file of the write-ahead log holds.
    private static final int BULK_RECORDS = 180;

    private final Path data;
    private final int port = Ports.free();
    private final Ledger ledger = new Ledger();
    private final Sender sender;
    private final Sender bulkSender;
    private Server server;

    /// Prepares a data folder and starts a broker on it.
    ///
    /// @param around the command that gives the broker the fault; empty for none
    FaultRun(Path data, Before before, List<String> around) {
        this.data = data;
        this.sender = new Sender(bootstrap(), TOPIC, ledger.open("single", PARTITIONS));
        this.bulkSender = new Sender(bootstrap(), TOPIC, ledger.open(Payload.BULK, PARTITIONS));
        if (before != Before.NOTHING) {
            prepare(before);
        }
        server = Server.start(around, data, port);
    }

    /// What happened to the folder before.
    enum Before {
        /// It has a topic with some records, and its broker was stopped in order.
        STOPPED,
        /// It has a topic with some records, and its broker was killed.
        KILLED,
        /// There is no folder.
        NOTHING
    }

    private void prepare(Before before) {
        server = Server.start(List.of(), data, port);
        server.awaitListening();
        createTopic(TOPIC);
        sendAll(10, Report.ACKNOWLEDGED);
        if (before == Before.STOPPED) {
            server.stop();
        } else {
            server.kill();
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    Server server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    Sender sender() {
        return sender;
    }

    void createTopic(String name) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            var topic = new NewTopic(name, PARTITIONS, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends so many records, of which all must be reported on like this.
    void sendAll(int count, Report expected) {
        for (int i = 0; i < count; i++) {
            assertThat(sender.send()).as("record %d of %d", i, count).isEqualTo(expected);
        }
    }

    /// Sends records until one is not acknowledged, and returns what was said about that one.
    Report sendUntilFailure() {
        return IntStream.range(0, SENDS_MAX)
                .mapToObj(i -> sender.send())
                .filter(report -> report != Report.ACKNOWLEDGED)
                .findFirst()
                .orElseThrow(() -> new AssertionError("all " + SENDS_MAX + " were acknowledged"));
    }

    /// Sends records until so many in a row are acknowledged; what is said about others must be
    /// this.
    void sendUntilAcknowledged(int count, Report meanwhile) {
        int inARow = 0;
        for (int i = 0; i < SENDS_MAX && inARow < count; i++) {
            Report report = sender.send();
            if (report == Report.ACKNOWLEDGED) {
                inARow++;
            } else {
                assertThat(report).isEqualTo(meanwhile);
                inARow = 0;
            }
        }
        assertThat(inARow).as("acknowledged in a row").isEqualTo(count);
    }

    /// Fills more than one file of the write-ahead log, some records at a time; returns what was
    /// said about them.
    List<Report> bulk() {
        var sent = new ArrayList<Sender.Sent>();
        for (int i = 0; i < BULK_RECORDS; i++) {
            sent.add(bulkSender.begin());
        }
        return sent.stream().map(Sender.Sent::await).toList();
    }

    /// Reads all that can be read now.
    Audit read() {
        var audit = new Audit(ledger, Map.of());
        new TopicReading(bootstrap(), TOPIC, PARTITIONS).into(audit, ledger, Map.of());
        audit.finish();
        return audit;
    }

    /// Kills the broker and starts it again without the fault.
    void restart() {
        server.kill();
        ledger.kill();
        server = Server.start(List.of(), data, port);
        server.awaitListening();
    }

    @Override
    public void close() {
        sender.close();
        bulkSender.close();
        server.close();
    }
}
