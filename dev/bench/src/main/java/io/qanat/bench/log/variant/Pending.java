package io.qanat.bench.log.variant;

import io.qanat.log.Appended;
import java.util.concurrent.CompletableFuture;

/// An append that was written and waits for its sync.
record Pending(Partition partition, Appended appended, CompletableFuture<Appended> answer) {
    void publish() {
        partition.publish(appended.lastOffset() + 1);
    }

    void give() {
        answer.complete(appended);
    }
}
