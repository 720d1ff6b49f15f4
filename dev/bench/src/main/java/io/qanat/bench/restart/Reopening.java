package io.qanat.bench.restart;

import io.qanat.bench.Meter;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.TopicDescription;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.log.DataFolder;
import io.qanat.log.Log;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// The opening of a folder that a killed process left. Each checks that nothing is missing, or what
/// was fast could be wrong.
final class Reopening {
    private Reopening() {}

    /// The log alone: `open_ms` until it takes appends.
    static String log(Store store) {
        Meter before = Meter.read("");
        Log log =
                Log.open(
                        DataFolder.open(store.path()),
                        LogConfig.DEFAULT,
                        System::nanoTime,
                        task -> new Thread(task, "bench-log"));
        Meter after = Meter.read("");
        requireAll(store, log);
        return String.format(
                Locale.ROOT,
                "{\"step\":\"log\",\"all\":%d,\"batches\":%d,\"clean\":%b,\"findings\":%d,\"open_ms\":%.0f,\"cpu_ms\":%.0f}",
                store.allPartitions(),
                store.batches(),
                log.recovery().cleanlyClosed(),
                log.recovery().findings().size(),
                millis(before, after),
                cpuMillis(before, after));
    }

    private static void requireAll(Store store, Log log) {
        for (int topic = 0; topic < store.topics(); topic++) {
            for (int index = 0; index < store.partitions(); index++) {
                var partition = new TopicPartition(Store.topic(topic), index);
                long end = log.offsets(partition).highWatermark();
                if (end != store.batches()) {
                    throw new IllegalStateException(partition + " ends at " + end);
                }
            }
        }
    }

    /// The broker with a client beside it: `open_ms` until it listens, `metadata_ms` until it has
    /// told of all topics, `produced_ms` until a record is acknowledged with acks=all; `process_ms`
    /// is that since the process began.
    static String broker(Store store) throws InterruptedException {
        Meter start = Meter.read("");
        Node node = Node.open(store.path());
        Meter open = Meter.read("");
        try (Admin admin = Admin.create(node.connection())) {
            List<TopicDescription> topics = admin.listTopics().join();
            if (topics.stream().mapToInt(topic -> topic.partitions().size()).sum()
                    < store.allPartitions()) {
                throw new IllegalStateException("lacks topics: " + topics.size());
            }
        }
        Meter told = Meter.read("");
        Meter produced;
        try (var producer = Producer.create(node.producer(), Serializer.BYTES, Serializer.BYTES)) {
            var record = new ProducerRecord<byte[], byte[]>(Store.topic(0), new byte[1]);
            Outcome outcome = producer.send(record).join();
            produced = Meter.read("");
            if (!outcome.isDelivered()) {
                throw new IllegalStateException(outcome.toString());
            }
        }
        return String.format(
                Locale.ROOT,
                "{\"step\":\"broker\",\"all\":%d,\"batches\":%d,\"findings\":%d,\"open_ms\":%.0f,\"metadata_ms\":%.0f,"
                        + "\"produced_ms\":%.0f,\"process_ms\":%d,\"cpu_ms\":%.0f}",
                store.allPartitions(),
                store.batches(),
                node.broker().findings().size(),
                millis(start, open),
                millis(start, told),
                millis(start, produced),
                InstantSource.system().millis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime(),
                cpuMillis(start, produced));
    }

    private static double millis(Meter from, Meter to) {
        return (to.nanos() - from.nanos()) / 1e6;
    }

    private static double cpuMillis(Meter from, Meter to) {
        return (to.cpuNanos() - from.cpuNanos()) / 1e6;
    }
}
