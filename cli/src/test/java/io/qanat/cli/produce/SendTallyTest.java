package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SendTallyTest {
    private static final long MILLISECOND = 1_000_000;

    private final SendTally tally = new SendTally();

    @Test
    void sumsUpWhatWasDelivered() {
        for (int i = 0; i < 100; i++) {
            tally.delivered(i % 2, 40 + i / 2, 10_240, (i + 1) * MILLISECOND);
        }

        assertThat(tally.summary().lines("orders", 500 * MILLISECOND))
                .containsExactly(
                        "100 records, 1000 KiB to orders in 500 ms (200 records/s, 1.95 MiB/s)",
                        "  partition 0: offsets 40 to 89",
                        "  partition 1: offsets 40 to 89",
                        "  acknowledged after p50 50.0 ms, p99 99.0 ms");
    }

    @Test
    void saysThatNothingWasThere() {
        assertThat(tally.summary().lines("t", MILLISECOND))
                .containsExactly("0 records, 0 bytes to t in 1.00 ms");
    }

    @Test
    void namesTheFirstFailuresAndCountsTheRest() {
        for (int i = 1; i <= 12; i++) {
            tally.failed("a.txt", i, i + " bytes are too many");
        }

        var lines = tally.summary().lines("t", MILLISECOND);

        assertThat(lines)
                .hasSize(12)
                .startsWith("a.txt line 1: 1 bytes are too many")
                .contains("a.txt line 10: 10 bytes are too many", "… and 2 more failures")
                .endsWith("0 records, 0 bytes to t in 1.00 ms; 12 NOT delivered");
    }

    @Test
    void namesLinesThatFailedForOneReasonTogether() {
        tally.failed("stdin", 3, "no key");
        for (int i = 7; i <= 5_000; i++) {
            tally.failed("stdin", i, "timed out");
        }
        tally.failed("b.txt", 1, "timed out");

        assertThat(tally.summary().lines("t", MILLISECOND))
                .startsWith(
                        "stdin line 3: no key",
                        "stdin lines 7 to 5000, 4,994 records: timed out",
                        "b.txt line 1: timed out");
    }

    @Test
    void knowsNoOffsetsWithoutAcknowledgements() {
        tally.delivered(0, -1, 1, 0);

        assertThat(tally.summary().offsets()).isEmpty();
        assertThat(tally.summary().deliveredCount()).isEqualTo(1);
    }

    @Test
    void showsOnlySomeOfManyPartitions() {
        for (int partition = 0; partition < 20; partition++) {
            tally.delivered(partition, 0, 1, 0);
        }

        assertThat(tally.summary().lines("t", MILLISECOND))
                .hasSize(1 + 16 + 1 + 1)
                .contains("  … and 4 more partitions");
    }
}
