package io.qanat.it.transaction;

import io.qanat.it.kafka.KafkaTools;
import java.nio.file.Path;
import java.util.List;

/// A program that copies [Copier#INPUT] to [Copier#OUTPUT] in transactions, and says how it gets
/// on.
enum CopyProgram {
    /// Reads with kafka-clients, writes with our producer.
    OURS {
        @Override
        List<String> command(String bootstrap) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Copier.class.getName(),
                    bootstrap);
        }

        @Override
        boolean isStep(String line) {
            return line.equals("committed");
        }

        @Override
        boolean isEnd(String line) {
            return line.equals("done");
        }
    },

    /// Kafka's own, with kafka-clients on both sides, which copies one partition.
    KAFKAS {
        @Override
        List<String> command(String bootstrap) {
            return KafkaTools.command(
                    "TransactionalMessageCopier",
                    List.of(
                            "--broker-list",
                            bootstrap,
                            "--input-topic",
                            Copier.INPUT,
                            "--input-partition",
                            "0",
                            "--output-topic",
                            Copier.OUTPUT,
                            "--consumer-group",
                            "copier",
                            "--transactional-id",
                            Copier.ID,
                            "--transaction-size",
                            Integer.toString(Copier.RECORDS_PER_TRANSACTION),
                            "--use-group-metadata"));
        }

        @Override
        boolean isStep(String line) {
            return line.contains("ProcessLoop");
        }

        @Override
        boolean isEnd(String line) {
            return line.contains("ShutdownComplete");
        }
    };

    abstract List<String> command(String bootstrap);

    /// Whether it says that another transaction is over.
    abstract boolean isStep(String line);

    /// Whether it says that everything is copied.
    abstract boolean isEnd(String line);
}
