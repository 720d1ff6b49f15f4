package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.it.fault.Sender.Report;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is done while a fault is there, and how the broker must take it.
enum Trial {
    /// The first failed write ends all writing, and reading goes on.
    SEALS {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.sendUntilFailure()).isEqualTo(Report.DISK_FAILED);
            run.sendAll(SOME, Report.DISK_FAILED);
            assertThat(run.server().errors()).contains("log sealed");
            requireReadable(run);
        }
    },

    /// The same, after so much that the segments have to catch up with the write-ahead log.
    SEALS_AT_CHECKPOINT {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.bulk();
            SEALS.run(run);
        }
    },

    /// The same, when a topic is created.
    SEALS_AT_NEW_TOPIC {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            assertThatThrownBy(() -> run.createTopic(NEW_TOPIC)).hasMessageContaining("disk");
            SEALS.run(run);
        }
    },

    /// What finds no room is refused for certain, and all goes on when there is room again.
    REFUSES_THEN_GOES_ON {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.sendUntilFailure()).isEqualTo(Report.REFUSED);
            requireReadable(run);
            run.sendUntilAcknowledged(SOME, Report.REFUSED);
        }
    },

    /// The same, when the write-ahead log goes on in another file.
    REFUSES_BULK_THEN_GOES_ON {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.bulk()).containsOnly(Report.ACKNOWLEDGED, Report.REFUSED);
            run.sendUntilAcknowledged(SOME, Report.REFUSED);
            assertThat(run.bulk()).containsOnly(Report.ACKNOWLEDGED);
        }
    },

    /// The same, when a topic is created.
    REFUSES_NEW_TOPIC {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThatThrownBy(() -> run.createTopic(NEW_TOPIC)).isNotNull();
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            run.createTopic(NEW_TOPIC);
        }
    },

    /// One write fails and leaves nothing behind; the others go on.
    FAILS_ONE_THEN_GOES_ON {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.sendUntilFailure()).isEqualTo(Report.DISK_FAILED);
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            requireReadable(run);
        }
    },

    /// Writers notice nothing.
    GOES_ON {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            requireReadable(run);
        }
    },

    /// The same, with so much that the segments have to catch up with the write-ahead log.
    BULK_GOES_ON {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.bulk()).containsOnly(Report.ACKNOWLEDGED);
            GOES_ON.run(run);
            assertThat(run.bulk()).containsOnly(Report.ACKNOWLEDGED);
        }
    },

    /// Writers notice nothing, and readers are at no time given bytes that nobody wrote.
    SHOWS_NOTHING_WRONG {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            kcat(run, 0);
            kcat(run, 1);
        }
    },

    /// Nothing is acknowledged before its sync, and what waits is synced together.
    ACKNOWLEDGES_LATE {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            for (int i = 0; i < SOME; i++) {
                long start = System.nanoTime();
                assertThat(run.sender().send()).isEqualTo(Report.ACKNOWLEDGED);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isGreaterThanOrEqualTo(DELAY);
            }
            long start = System.nanoTime();
            List<Sender.Sent> sent =
                    IntStream.range(0, MANY).mapToObj(i -> run.sender().begin()).toList();
            assertThat(sent.stream().map(Sender.Sent::await)).containsOnly(Report.ACKNOWLEDGED);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("together")
                    .isLessThan(DELAY.multipliedBy(MANY / 10));
            assertThat(residentKib(run)).as("resident KiB").isLessThan(RESIDENT_KIB_MAX);
        }
    },

    /// A partition that cannot be read is an error for who reads it, and for nobody else.
    FAILS_READS_OF_ONE_PARTITION {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.createTopic(FaultRun.TOPIC);
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            assertThat(kcat(run, 0)).contains("Disk error");
            assertThat(kcat(run, 1)).contains("Reached end of topic");
            run.sendAll(SOME, Report.ACKNOWLEDGED);
        }
    },

    /// A read that failed is answered the next time.
    READS_AGAIN {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.createTopic(FaultRun.TOPIC);
            run.sendAll(SOME, Report.ACKNOWLEDGED);
            requireReadable(run);
        }
    },

    /// The process is killed by what it does.
    DIES {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.sendUntilFailure();
            requireDead(run);
        }
    },

    /// The same, with so much that the segments have to catch up with the write-ahead log.
    DIES_AT_CHECKPOINT {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            run.bulk();
            requireDead(run);
        }
    },

    /// A partition that could not be opened is named, and the others are served.
    SERVES_THE_OTHER_PARTITION {
        @Override
        void run(FaultRun run) throws IOException {
            run.server().awaitListening();
            assertThat(run.server().errors()).contains(FaultRun.TOPIC + "-0");
            assertThat(kcat(run, 0)).contains("Disk error");
            assertThat(kcat(run, 1)).contains("Reached end of topic");
        }
    },

    /// The broker does not start, and says why.
    DOES_NOT_START {
        @Override
        void run(FaultRun run) throws IOException {
            assertThat(run.server().awaitExit()).isPositive();
            assertThat(run.server().errors()).containsPattern("\\.(wal|log): Input/output error");
        }
    };

    static final String NEW_TOPIC = "another";
    static final Duration DELAY = Duration.ofMillis(300);

    private static final int SOME = 10;
    private static final int MANY = 500;
    private static final long RESIDENT_KIB_MAX = 400_000;
    private static final int KCAT_SECONDS_MAX = 3;

    abstract void run(FaultRun run) throws IOException;

    private static void requireReadable(FaultRun run) {
        assertThat(run.read().findings()).isEmpty();
    }

    private static void requireDead(FaultRun run) {
        int sigkill = 128 + 9;
        assertThat(run.server().awaitExit()).isEqualTo(sigkill);
    }

    /// What kcat says about the reading of a partition; whatever it was given must be what somebody
    /// wrote.
    private static String kcat(FaultRun run, int partition) {
        var line =
                "timeout %d kcat -C -e -X debug=topic -b %s -t %s -p %d -o beginning -D \\n"
                        .formatted(KCAT_SECONDS_MAX, run.bootstrap(), FaultRun.TOPIC, partition);
        Program.Run reading = Program.run(List.of(line.split(" ")), new byte[0]);
        assertThat(reading.text().lines())
                .allSatisfy(value ->
                        assertThat(Payload.parse(value.getBytes(StandardCharsets.UTF_8)))
                                .isPresent());
        return reading.errors();
    }

    private static long residentKib(FaultRun run) throws IOException {
        var status = Path.of("/proc", Long.toString(run.server().process().pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }
}
