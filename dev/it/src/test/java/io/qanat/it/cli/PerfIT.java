package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PerfIT {
    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void measuresTheDataFoldersBroker() {
        Program.Run produced =
                perf("produce --topic t --num-records 5000 --record-size 100 --print-metrics");
        Program.Run consumed = perf("consume --topic t --num-records 5000");
        Program.Run roundTrips = perf("e2e --topic u --num-records 10 --record-size 10");

        assertThat(produced.exitCode()).as(produced.errors()).isZero();
        assertThat(produced.text())
                .contains("5000 records sent, ", "producer-metrics:record-send-rate:{client-id=");
        assertThat(consumed.exitCode()).as(consumed.errors()).isZero();
        assertThat(consumed.text()).contains("start.time, end.time", ", 0.4768, ", ", 5000, ");
        assertThat(roundTrips.exitCode()).as(roundTrips.errors()).isZero();
        assertThat(roundTrips.text()).contains("Avg latency: ", "Percentiles: 50th = ");
    }

    @Test
    void endsWithCode1WhenRecordsAreNotDelivered() {
        Program.Run produced =
                perf("produce --topic t --num-records 10 --record-size 2000000 -X acks=1");

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.text()).contains("0 records sent");
        assertThat(produced.errors()).contains("10 records NOT delivered");
    }

    @Test
    void endsWithCode5WhenTooFewRecordsCome() {
        perf("produce --topic t --num-records 10 --record-size 10");

        Program.Run consumed = perf("consume --topic t --num-records 11 --timeout 500");

        assertThat(consumed.exitCode()).isEqualTo(5);
        assertThat(consumed.text()).contains(", 10, ");
        assertThat(consumed.errors()).contains("--timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "produce --topic t --num-records 1,--record-size",
        "produce --topic t --record-size 1,--num-records",
        "produce --topic t --num-records 0 --record-size 1,--num-records",
        "produce --topic t --num-records 1 --record-size 1 --payload-monotonic,mutually exclusive",
        "produce --topic t --num-records 1 --record-size 1 --transactional-id x,transactions",
        "produce --topic t --num-records 1 --record-size 1 --warmup-records 1,--warmup-records",
        "consume --topic t,--num-records",
        "e2e --topic t --num-records 1 --record-size 1 --acks 0,--acks",
    })
    void refusesWhatMakesNoSense(String arguments, String reason) {
        Program.Run run = perf(arguments);

        assertThat(run.errors()).contains(reason).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private Program.Run perf(String arguments) {
        return qanat.run(("perf " + arguments).split(" ", -1));
    }
}
