package io.qanat.sim.workload;

import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import io.qanat.sim.session.Session;

/// One partition that is written to and read.
final class OnePartition implements Workload {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int ROUNDS = 8;

    @Override
    public String name() {
        return "one-partition";
    }

    @Override
    public LogConfig config() {
        return Small.config(4000, 3000);
    }

    @Override
    public void run(Session session) {
        session.create(ORDERS);
        session.step();
        for (int round = 0; round < ROUNDS; round++) {
            session.append(ORDERS, Durability.SYNCED, 1 + round % 3);
            session.append(ORDERS, Durability.WRITTEN, 1);
            session.append(ORDERS, Durability.SYNCED, 2, 1);
            session.step();
            session.append(ORDERS, Durability.WRITTEN, 2);
            session.step();
            if (round % 3 == 2) {
                session.read();
            }
        }
    }
}
