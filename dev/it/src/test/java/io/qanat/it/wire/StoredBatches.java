package io.qanat.it.wire;

import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/// The batches of partition 0 of a topic as they lie in the broker, seen with Apache Kafka's eyes.
public final class StoredBatches {
    private static final int FETCH_VERSION = 12;

    private StoredBatches() {}

    /// One of them. Immutable.
    public record StoredBatch(String codec, int records, int sizeInBytes) {}

    /// The codecs that occur.
    public static Set<String> codecs(InetSocketAddress address, String topic) throws IOException {
        return of(address, topic).stream()
                .map(StoredBatch::codec)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All of them, in their order.
    public static List<StoredBatch> of(InetSocketAddress address, String topic) throws IOException {
        var stored = new ArrayList<StoredBatch>();
        try (var connection = WireConnection.open(address)) {
            long offset = 0;
            PartitionData data = fetch(connection, topic, offset);
            while (offset < data.highWatermark()) {
                for (var batch : batches(data)) {
                    stored.add(
                            new StoredBatch(
                                    batch.compressionType().name,
                                    batch.countOrNull(),
                                    batch.sizeInBytes()));
                    offset = batch.nextOffset();
                }
                data = fetch(connection, topic, offset);
            }
        }
        return stored;
    }

    private static Iterable<? extends RecordBatch> batches(PartitionData data) {
        Payload records = Objects.requireNonNull(data.records());
        return MemoryRecords.readableRecords(records.joined()).batches();
    }

    private static PartitionData fetch(WireConnection connection, String topic, long offset)
            throws IOException {
        var partition =
                FetchPartition.builder().fetchOffset(offset).partitionMaxBytes(50_000_000).build();
        var request =
                FetchRequest.builder()
                        .maxBytes(50_000_000)
                        .sessionEpoch(-1)
                        .topics(
                                List.of(
                                        FetchTopic.builder()
                                                .topic(topic)
                                                .partitions(List.of(partition))
                                                .build()))
                        .build();
        FetchResponse response = connection.exchange(FETCH_VERSION, request, FetchResponse.class);
        return response.responses().getFirst().partitions().getFirst();
    }
}
