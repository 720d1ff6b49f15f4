package io.qanat.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.broker.TestBatches;
import io.qanat.broker.TroubledDisk;
import io.qanat.log.DataFolder;
import io.qanat.log.DiskFullException;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogConfig;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import io.qanat.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
    private static final NewTopic ORDERS = new NewTopic("orders", 2, Map.of("retention.ms", "-1"));

    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    @TempDir private Path folder;

    /// Topics on a log of their own, while a test looks at them.
    private static final class Opened implements AutoCloseable {
        private final DataFolder folder;
        private final Log log;
        private final Topics topics;

        Opened(Path path, Disk disk) throws InterruptedException {
            this(path, disk, UUID::randomUUID);
        }

        Opened(Path path, Disk disk, Supplier<UUID> topicIds) throws InterruptedException {
            folder = DataFolder.open(path, disk);
            log = Log.open(folder, LogConfig.DEFAULT, () -> 0, Thread::new);
            topics = open(topicIds);
        }

        private void stop() {
            try {
                topics.stop();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        private Topics open(Supplier<UUID> topicIds) throws InterruptedException {
            boolean opened = false;
            try {
                var metadata = new MetadataLog(log, () -> Instant.EPOCH);
                Topics result = Topics.open(log, metadata, 1000, topicIds);
                opened = true;
                return result;
            } finally {
                if (!opened) {
                    log.close();
                    folder.close();
                }
            }
        }

        @Override
        public void close() {
            stop();
            log.close();
            folder.close();
        }
    }

    private Opened open() throws InterruptedException {
        return new Opened(folder, new FileDisk());
    }

    private static Topic topic(TopicOutcome outcome) {
        return ((TopicOutcome.Done) outcome).topic();
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    @Test
    void remembersTopicsOverRestarts() throws Exception {
        // Given
        Topic created;
        try (var first = open()) {
            created = topic(first.topics.create(List.of(ORDERS)).getFirst());
        }

        // When
        try (var second = open()) {
            // Then
            Topic found = second.topics.image().named("orders").orElseThrow();
            assertThat(found.id()).isEqualTo(created.id());
            assertThat(found.partitions()).hasSize(2);
            assertThat(found.settings().overrides()).isEqualTo(ORDERS.configs());
            assertThat(second.topics.findings()).isEmpty();
        }
    }

    @Test
    void forgetsDeletedTopicsOverRestarts() throws Exception {
        // Given
        try (var first = open()) {
            Topic created = topic(first.topics.create(List.of(ORDERS)).getFirst());
            first.topics.delete(List.of(created));
        }

        // When
        try (var second = open()) {
            // Then
            assertThat(second.topics.image().topics()).isEmpty();
            assertThat(folder.resolve("orders-0")).doesNotExist();
        }
    }

    @Test
    void makesFoldersThatCrashLeftOut() throws Exception {
        // Given a record whose second folder never came to be
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        Path outside = Files.createTempDirectory("outside");
        Files.move(folder.resolve("orders-1"), outside.resolve("orders-1"));

        // When
        try (var second = open()) {
            // Then
            assertThat(second.topics.findings()).singleElement().asString().contains("orders-1");
            assertThat(folder.resolve("orders-1")).isDirectory();
        }
    }

    @Test
    void tellsOfFoldersLostSinceTheOrderlyClose() throws Exception {
        // Given
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        Files.move(
                folder.resolve("orders-1"), Files.createTempDirectory("outside").resolve("lost"));

        // When
        try (var second = open()) {
            // Then
            assertThat(second.topics.findings())
                    .singleElement()
                    .asString()
                    .contains("lost", "orders-1");
        }
    }

    @Test
    void adoptsFoldersThatLostTheirTopicsId() throws Exception {
        // Given an orderly close, after which no folder tells its topic's id
        UUID id;
        try (var first = open()) {
            id = topic(first.topics.create(List.of(ORDERS)).getFirst()).id();
            first.log.append(ORDERS_0, TestBatches.of("paid"), Durability.SYNCED).join();
        }
        for (String partition : List.of("orders-0", "orders-1", "__cluster_metadata-0")) {
            Files.delete(folder.resolve(partition).resolve("partition.metadata"));
        }

        // When
        try (var second = open()) {
            // Then
            assertThat(second.topics.findings())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("topic id written again"));
            assertThat(second.log.partitions())
                    .isEqualTo(
                            Map.of(
                                    ORDERS_0,
                                    id,
                                    ORDERS_1,
                                    id,
                                    MetadataLog.PARTITION,
                                    MetadataLog.TOPIC_ID));
            assertThat(second.log.offsets(ORDERS_0).highWatermark()).isEqualTo(1);
        }
        try (var third = open()) {
            assertThat(third.topics.findings()).isEmpty();
            assertThat(third.log.recovery().findings()).isEmpty();
        }
    }

    @Test
    void removesFoldersThatDeletionLeftBehind() throws Exception {
        // Given a folder that came back after its topic was deleted
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        Path outside = Files.createTempDirectory("outside").resolve("orders-0");
        Files.move(folder.resolve("orders-0"), outside);
        try (var second = open()) {
            second.topics.delete(List.copyOf(second.topics.image().topics()));
        }
        Files.move(outside, folder.resolve("orders-0"));

        // When
        try (var third = open()) {
            // Then
            assertThat(third.topics.findings())
                    .singleElement()
                    .asString()
                    .contains("deleted", "orders-0");
            assertThat(folder.resolve("orders-0")).doesNotExist();
        }
    }

    @Test
    void leavesForeignFoldersAlone() throws Exception {
        // Given
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        deleteRecords();

        // When
        try (var second = open()) {
            // Then
            assertThat(second.topics.findings())
                    .hasSize(2)
                    .allSatisfy(finding -> assertThat(finding).contains("unknown"));
            assertThat(folder.resolve("orders-0")).isDirectory();
        }
    }

    @Test
    void createsNoTopicOverForeignFolder() throws Exception {
        // Given
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        deleteRecords();

        try (var second = open()) {
            // When
            TopicOutcome outcome = second.topics.create(List.of(ORDERS)).getFirst();

            // Then
            assertThat(outcome).isInstanceOf(TopicOutcome.Failed.class);
            assertThat(folder.resolve("orders-0")).isDirectory();
            assertThat(second.topics.image().topics()).isEmpty();
        }
    }

    @Test
    void refusesToStartOverExchangedFolder() throws Exception {
        // Given a folder of another topic where a topic's partition belongs
        try (var first = open()) {
            first.topics.create(List.of(ORDERS));
        }
        Path records = Files.createTempDirectory("outside").resolve("records");
        Files.move(folder.resolve("__cluster_metadata-0"), records);
        move("orders-0", "kept-0");
        move("orders-1", "kept-1");
        try (var other = open()) {
            other.topics.create(List.of(ORDERS));
        }
        move("__cluster_metadata-0", "moved-0");
        Files.move(records, folder.resolve("__cluster_metadata-0"));

        // Then
        assertThatThrownBy(this::open)
                .isInstanceOf(TopicConflictException.class)
                .hasMessageContaining("orders-");
    }

    private void deleteRecords() throws IOException {
        Path records = folder.resolve("__cluster_metadata-0");
        try (var files = Files.list(records)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(records);
    }

    @Test
    void takesBackTopicWhoseFoldersCannotBeMade() throws Exception {
        // Given
        var disk = new TroubledDisk();
        disk.refuseRoomFor("orders-1");
        try (var full = new Opened(folder, disk)) {
            // When
            TopicOutcome outcome = full.topics.create(List.of(ORDERS)).getFirst();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            TopicOutcome.Failed.class,
                            failed ->
                                    assertThat(failed.cause())
                                            .isInstanceOf(DiskFullException.class));
            assertThat(full.topics.image().topics()).isEmpty();
            assertThat(folder.resolve("orders-0")).doesNotExist();
        }
        try (var roomy = open()) {
            assertThat(roomy.topics.image().topics()).isEmpty();
            assertThat(roomy.topics.create(List.of(ORDERS)).getFirst())
                    .isInstanceOf(TopicOutcome.Done.class);
        }
    }

    @Test
    void givesNoIdThatReadsAsAnOption() throws Exception {
        // Given ids of which the first begins with a dash in base64
        var ids = List.of(new UUID(62L << 58, 1), new UUID(61L << 58, 1)).iterator();

        // When
        try (var opened = new Opened(folder, new FileDisk(), ids::next)) {
            Topic created = topic(opened.topics.create(List.of(ORDERS)).getFirst());

            // Then
            assertThat(created.id()).isEqualTo(new UUID(61L << 58, 1));
        }
    }

    @Test
    void deletesTopicOnce() throws Exception {
        try (var opened = open()) {
            // Given
            Topic created = topic(opened.topics.create(List.of(ORDERS)).getFirst());
            opened.topics.delete(List.of(created));

            // When
            TopicOutcome again = opened.topics.delete(List.of(created)).getFirst();

            // Then
            assertThat(again)
                    .isInstanceOfSatisfying(
                            TopicOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        }
    }

    @Test
    void reservesProducerIdsBeforeTheyAreUsed() throws Exception {
        // Given
        long last = 0;
        try (var first = open()) {
            for (int i = 0; i < 3; i++) {
                last = first.topics.nextProducerId();
            }
        }

        // When the rest of the reservation is lost with the process
        try (var second = open()) {
            long next = second.topics.nextProducerId();

            // Then
            assertThat(last).isEqualTo(2);
            assertThat(next).isEqualTo(ProducerIdBlock.LENGTH);
        }
    }

    @Test
    void endsThoseWhoComeAfterItsEnd() throws Exception {
        // Given
        var opened = open();
        opened.close();

        // Then
        assertThatThrownBy(() -> opened.topics.create(List.of(ORDERS)))
                .isInstanceOf(IllegalStateException.class);
    }
}
