package io.qanat.sim.workload;

import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import io.qanat.sim.session.Session;

/// Idempotent producers of two partitions, between whose batches stand those of others, and who
/// send again what they were not told of, or were told of already.
final class NumberedBatches implements Workload {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition QUIET = new TopicPartition("quiet", 0);
    private static final int ROUNDS = 4;

    @Override
    public String name() {
        return "numbered-batches";
    }

    @Override
    public LogConfig config() {
        return Small.config(900, 1500);
    }

    @Override
    public void run(Session session) {
        session.create(ORDERS);
        session.create(QUIET);
        session.step();
        for (int round = 0; round < ROUNDS; round++) {
            session.appendNext(ORDERS, Durability.SYNCED, 1 + round % 3);
            session.appendNext(ORDERS, Durability.WRITTEN, 1);
            session.append(ORDERS, Durability.WRITTEN, 1);
            session.step();
            if (round % 2 == 0) {
                session.appendNext(QUIET, Durability.SYNCED, 1);
                session.appendAgain(ORDERS, Durability.SYNCED);
                session.step();
            }
        }
        session.restart();
        session.appendAgain(ORDERS, Durability.SYNCED);
        session.appendNext(ORDERS, Durability.SYNCED, 2);
        session.appendAgain(QUIET, Durability.WRITTEN);
        session.step();
        session.read();
    }
}
