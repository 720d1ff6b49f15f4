package io.qanat.client.internal.sink;

import io.qanat.client.ConnectionConfig;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;

/// All of a producer that decides, put together: the same whether threads and sockets run it or a
/// simulation. Immutable.
///
/// @param accumulator where records come in
/// @param cluster the connections
/// @param sinks what the loop drives
public record ProducerCore(Accumulator accumulator, Cluster cluster, Sinks sinks) {
    /// Puts the parts together.
    ///
    /// @param pool the memory of batches
    public static ProducerCore of(
            ProducerConfig config, ChunkPool pool, Shell shell, Outlets outlets) {
        ConnectionConfig connection = config.connection();
        var accumulator =
                new Accumulator(config, pool, shell.nanos(), shell.doorbell(), shell.random());
        var retry =
                new Backoff(
                        connection.retryBackoff(), connection.retryBackoffMax(), shell.random());
        var reconnect =
                new Backoff(
                        connection.reconnectBackoff(),
                        connection.reconnectBackoffMax(),
                        shell.random());
        var metadata = new Metadata(connection, retry, true, shell.nanos().getAsLong());
        var cluster = new Cluster(connection, shell.network(), reconnect, metadata);
        return new ProducerCore(
                accumulator,
                cluster,
                new Sinks(config, cluster, accumulator, outlets, retry, shell.nanos().getAsLong()));
    }
}
