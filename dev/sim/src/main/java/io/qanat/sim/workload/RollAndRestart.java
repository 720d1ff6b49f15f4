package io.qanat.sim.workload;

import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import io.qanat.sim.session.Session;

/// Small segments that roll, checkpoints, an orderly restart in the middle, and partitions that
/// come, go and come again.
final class RollAndRestart implements Workload {
    private static final TopicPartition BUSY = new TopicPartition("busy", 0);
    private static final TopicPartition QUIET = new TopicPartition("quiet", 0);
    private static final TopicPartition SHORT_LIVED = new TopicPartition("short-lived", 0);
    private static final int ROUNDS = 6;

    @Override
    public String name() {
        return "roll-checkpoint-restart";
    }

    @Override
    public LogConfig config() {
        return Small.config(700, 1800);
    }

    @Override
    public void run(Session session) {
        session.create(BUSY);
        session.create(QUIET);
        session.create(SHORT_LIVED);
        session.append(SHORT_LIVED, Durability.SYNCED, 2);
        session.step();
        session.append(QUIET, Durability.SYNCED, 1);
        busy(session, ROUNDS);
        session.delete(SHORT_LIVED);
        session.step();
        session.restart();
        session.create(SHORT_LIVED);
        session.append(SHORT_LIVED, Durability.WRITTEN, 1);
        session.step();
        busy(session, ROUNDS);
        session.append(QUIET, Durability.WRITTEN, 1);
        session.append(SHORT_LIVED, Durability.SYNCED, 3);
        session.step();
        session.read();
        session.restart();
        busy(session, 2);
    }

    private static void busy(Session session, int rounds) {
        for (int round = 0; round < rounds; round++) {
            session.append(BUSY, Durability.WRITTEN, 1);
            session.append(BUSY, Durability.SYNCED, 1 + round % 3, 1);
            session.step();
        }
    }
}
