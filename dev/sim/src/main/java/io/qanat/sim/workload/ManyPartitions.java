package io.qanat.sim.workload;

import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import io.qanat.sim.session.Session;
import java.util.ArrayList;
import java.util.List;

/// Eight partitions whose appends interleave, with every durability that can be asked for.
final class ManyPartitions implements Workload {
    private static final int PARTITIONS = 8;
    private static final int ROUNDS = 7;
    private static final List<Durability> DURABILITIES =
            List.of(Durability.NONE, Durability.WRITTEN, Durability.SYNCED);
    private static final long SYNC_DELAY_NANOS = 10_000_000;

    @Override
    public String name() {
        return "many-partitions";
    }

    @Override
    public LogConfig config() {
        return Small.config(2000, 6000);
    }

    @Override
    public void run(Session session) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new TopicPartition(i < 3 ? "orders" : "payments", i));
            session.create(partitions.get(i));
        }
        session.step();
        for (int round = 0; round < ROUNDS; round++) {
            group(session, partitions, round);
            session.step();
            if (round % 2 == 1) {
                onlyWritten(session, partitions, round);
            }
        }
        session.read();
    }

    private static void group(Session session, List<TopicPartition> partitions, int round) {
        for (int i = 0; i < PARTITIONS; i++) {
            if ((i + round) % 3 != 0) {
                Durability durability = DURABILITIES.get((i + 2 * round) % DURABILITIES.size());
                session.append(partitions.get(i), durability, 1 + (i + round) % 2);
            }
        }
        session.append(partitions.get(round % PARTITIONS), Durability.SYNCED, 1, 3);
    }

    /// Nobody waits for the sync, which comes by itself.
    private static void onlyWritten(Session session, List<TopicPartition> partitions, int round) {
        session.append(partitions.get(round % PARTITIONS), Durability.WRITTEN, 1);
        session.append(partitions.get((round + 1) % PARTITIONS), Durability.NONE, 1);
        session.step();
        session.pass(SYNC_DELAY_NANOS);
        session.step();
    }
}
