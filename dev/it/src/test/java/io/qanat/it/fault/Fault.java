package io.qanat.it.fault;

import io.qanat.it.fault.FaultRun.Before;
import java.util.List;

/// One thing that a disk can do to a broker, and how the broker must take it. Immutable.
///
/// @param name its name
/// @param before what happened to the folder before
/// @param trial how it must be taken
/// @param injection what the disk does
/// @param lyingCall which call is to say that it wrote all when it wrote nothing, 0 for none
/// @param isForEveryChange whether every change must stand it, not only every night
record Fault(
        String name,
        Before before,
        Trial trial,
        Injection injection,
        int lyingCall,
        boolean isForEveryChange) {
    private static final String FOLDER = ".";
    private static final String SEGMENT = FaultRun.TOPIC + "-0/00000000000000000000.log";
    private static final String NEW_SEGMENT = Trial.NEW_TOPIC + "-0/00000000000000000000.log";
    private static final String WAL = "0.wal";
    private static final String NEXT_WAL = "1.wal";
    private static final String CHECKPOINT = "recovery-point-offset-checkpoint.tmp";
    private static final String DELAY = "delay_enter=" + Trial.DELAY.toNanos() / 1000;

    /// In the write-ahead log the first write makes room, the second writes the file's header, and
    /// the first sync makes that durable; then come entries.
    static final List<Fault> ALL =
            List.of(
                    fault("wal-sync-fails-once", Before.STOPPED, Trial.SEALS)
                            .when("fdatasync", "error=EIO:when=4", WAL)
                            .always(),
                    fault("wal-sync-fails-for-ever", Before.STOPPED, Trial.SEALS)
                            .when("fdatasync", "error=EIO:when=4+", WAL),
                    fault("wal-write-fails", Before.STOPPED, Trial.SEALS)
                            .when("pwrite64", "error=EIO:when=6", WAL),
                    fault("wal-has-no-room", Before.STOPPED, Trial.REFUSES_THEN_GOES_ON)
                            .when("pwrite64", "error=ENOSPC:when=1..4", WAL)
                            .always(),
                    fault("next-wal-has-no-room", Before.STOPPED, Trial.REFUSES_BULK_THEN_GOES_ON)
                            .when("openat", "error=ENOSPC:when=1..4", NEXT_WAL),
                    fault("wal-write-is-short", Before.STOPPED, Trial.SHOWS_NOTHING_WRONG)
                            .when("pwrite64", "retval=16:when=6", WAL),
                    fault("wal-write-lies", Before.STOPPED, Trial.SHOWS_NOTHING_WRONG)
                            .when("pwrite64", "", WAL)
                            .lying(6),
                    fault("wal-sync-is-slow", Before.STOPPED, Trial.ACKNOWLEDGES_LATE)
                            .when("fdatasync", DELAY, WAL)
                            .always(),
                    fault("segment-has-no-room", Before.STOPPED, Trial.REFUSES_THEN_GOES_ON)
                            .when("pwrite64", "error=ENOSPC:when=3..6", SEGMENT)
                            .always(),
                    fault("segment-write-fails", Before.STOPPED, Trial.FAILS_ONE_THEN_GOES_ON)
                            .when("pwrite64", "error=EIO:when=3", SEGMENT),
                    fault("segment-write-is-short", Before.STOPPED, Trial.SHOWS_NOTHING_WRONG)
                            .when("pwrite64", "retval=16:when=3", SEGMENT),
                    fault("segment-write-lies", Before.STOPPED, Trial.SHOWS_NOTHING_WRONG)
                            .when("pwrite64", "", SEGMENT)
                            .lying(3)
                            .always(),
                    fault("segment-sync-fails", Before.STOPPED, Trial.SEALS_AT_CHECKPOINT)
                            .when("fdatasync", "error=EIO:when=1", SEGMENT),
                    fault("checkpoint-has-no-room", Before.STOPPED, Trial.BULK_GOES_ON)
                            .when("rename", "error=ENOSPC:when=1", CHECKPOINT),
                    fault("new-topic-has-no-room", Before.STOPPED, Trial.REFUSES_NEW_TOPIC)
                            .when("openat", "error=ENOSPC:when=1", NEW_SEGMENT),
                    fault("folder-sync-fails", Before.STOPPED, Trial.SEALS)
                            .when("fsync", "error=EIO:when=1+", FOLDER),
                    fault("folder-sync-of-topic-fails", Before.STOPPED, Trial.SEALS_AT_NEW_TOPIC)
                            .when("fsync", "error=EIO:when=3+", FOLDER),
                    fault("reads-fail", Before.NOTHING, Trial.FAILS_READS_OF_ONE_PARTITION)
                            .when("pread64", "error=EIO:when=1+", SEGMENT),
                    fault("a-read-fails", Before.NOTHING, Trial.READS_AGAIN)
                            .when("pread64", "error=EIO:when=1", SEGMENT),
                    fault("killed-at-a-write", Before.STOPPED, Trial.DIES)
                            .when("pwrite64", "signal=KILL:when=6", WAL)
                            .always(),
                    fault("killed-at-a-sync", Before.STOPPED, Trial.DIES)
                            .when("fdatasync", "signal=KILL:when=6", WAL),
                    fault("killed-at-the-next-wal", Before.STOPPED, Trial.DIES_AT_CHECKPOINT)
                            .when("openat", "signal=KILL:when=1", NEXT_WAL),
                    fault("killed-at-a-checkpoint", Before.STOPPED, Trial.DIES_AT_CHECKPOINT)
                            .when("rename", "signal=KILL:when=1", CHECKPOINT),
                    fault("sync-fails-at-the-start", Before.KILLED, Trial.DOES_NOT_START)
                            .when("fdatasync", "error=EIO:when=1", WAL),
                    fault(
                                    "one-partition-cannot-be-opened",
                                    Before.STOPPED,
                                    Trial.SERVES_THE_OTHER_PARTITION)
                            .when("pread64", "error=EIO:when=1", SEGMENT),
                    fault("read-fails-at-the-start", Before.KILLED, Trial.DOES_NOT_START)
                            .when("pread64", "error=EIO:when=1", SEGMENT));

    private static Fault fault(String name, Before before, Trial trial) {
        return new Fault(name, before, trial, new Injection("", "", ""), 0, false);
    }

    private Fault when(String call, String fault, String file) {
        return new Fault(
                name, before, trial, new Injection(call, fault, file), lyingCall, isForEveryChange);
    }

    private Fault lying(int call) {
        return new Fault(name, before, trial, injection, call, isForEveryChange);
    }

    private Fault always() {
        return new Fault(name, before, trial, injection, lyingCall, true);
    }

    @Override
    public String toString() {
        return name;
    }
}
