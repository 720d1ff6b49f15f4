package io.qanat.client.internal.net;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.DeadlineException;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting for the first answer of a cluster. Thread-safe.
public final class Readiness {
    private final ConnectionConfig config;
    private final Cluster cluster;

    /// Waits for `cluster`.
    public Readiness(ConnectionConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /// Waits at most so long.
    ///
    /// @throws ClientException why there was no answer
    public void await(Duration limit) throws InterruptedException {
        try {
            cluster.firstAnswer().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            ClientException last = cluster.metadata().lastFailure().orElse(null);
            if (last instanceof UnreachableException unreachable) {
                throw unreachable;
            }
            throw new DeadlineException(
                    "finding the cluster at " + config.bootstrap(),
                    limit,
                    last == null ? 0 : 1,
                    last);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
