package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Path ROOT = Path.of("/data");
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT.withSyncDelayMax(Duration.ofNanos(1000));

    private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    private final List<TopicPartition> advanced = new ArrayList<>();
    private OpenedFolder opened;
    private GroupCommit commit;

    @BeforeEach
    void openWithTwoPartitions() throws IOException {
        opened = FolderOpening.open(DataFolder.open(ROOT, disk), CONFIG, Crew.ALONE);
        commit = new GroupCommit(opened, CONFIG, Crew.ALONE, advanced::add);
        var ids = new UUID(1, 2);
        commit.run(
                List.of(
                        new Command.Create(A, ids, new CompletableFuture<>()),
                        new Command.Create(B, ids, new CompletableFuture<>())),
                0);
        disk.forces = 0;
        disk.directorySyncs = 0;
    }

    @Test
    void oneGroupCostsOneSync() {
        // Given
        commit.run(List.of(synced(A), synced(B)), 0);
        disk.forces = 0;
        disk.directorySyncs = 0;
        advanced.clear();
        var group = List.<Command>of(synced(A), synced(B), synced(A), synced(B), synced(A));
        // When
        commit.run(group, 0);
        // Then
        assertThat(disk.forces).isEqualTo(1);
        assertThat(disk.directorySyncs).isZero();
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 4, 4));
        assertThat(offsets(B)).isEqualTo(new PartitionOffsets(0, 3, 3));
        assertThat(advanced).containsExactly(A, B);
    }

    @Test
    void writtenAppendIsAnsweredBeforeItIsDurable() {
        // Given
        commit.run(List.of(synced(A)), 0);
        disk.forces = 0;
        advanced.clear();
        Command.Append written = append(A, Durability.WRITTEN);
        // When
        commit.run(List.of(written), 0);
        // Then
        assertThat(written.answer()).isCompletedWithValue(new Appended(1, 1, 0, -1));
        assertThat(disk.forces).isZero();
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 2));
        assertThat(advanced).isEmpty();
    }

    @Test
    void writtenAppendIsSyncedWhenTheDelayIsOver() {
        // Given
        commit.run(List.of(append(A, Durability.WRITTEN)), 5000);
        assertThat(commit.nanosUntilSync(5400)).isEqualTo(600);
        // When
        commit.run(List.of(), 6000);
        // Then
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 1));
        assertThat(commit.nanosUntilSync(6000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void delayCountsFromTheOldestWrite() {
        // Given
        commit.run(List.of(append(A, Durability.WRITTEN)), 0);
        commit.run(List.of(append(B, Durability.WRITTEN)), 900);
        // When
        commit.run(List.of(append(A, Durability.NONE)), 1000);
        // Then
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 2, 2));
        assertThat(offsets(B)).isEqualTo(new PartitionOffsets(0, 1, 1));
    }

    @Test
    void failedSyncSealsForGoodAndHidesWhatWasNotDurable() {
        // Given
        commit.run(List.of(synced(A)), 0);
        disk.failsForces = true;
        Command.Append lost = synced(A);
        commit.run(List.of(lost), 0);
        disk.failsForces = false;
        int forces = disk.forces;
        // When
        Command.Append later = synced(B);
        commit.run(List.of(later), 0);
        commit.close();
        // Then
        assertThatThrownBy(lost.answer()::join).hasCauseInstanceOf(LogSealedException.class);
        assertThatThrownBy(later.answer()::join).hasCauseInstanceOf(LogSealedException.class);
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 2));
        assertThat(disk.forces).isEqualTo(forces);
        assertThat(new FolderFiles(disk, ROOT).isMarkedClean()).isFalse();
    }

    @Test
    void fullDiskFailsTheAppendAndLeavesNoTrace() throws IOException {
        // Given
        commit.run(List.of(synced(A)), 0);
        Path file = ROOT.resolve("a-0/00000000000000000000.log");
        var before = disk.content(file, 1 << 20);
        disk.roomBytes = 100;
        Command.Append refused = synced(A);
        // When
        commit.run(List.of(refused), 0);
        // Then
        assertThatThrownBy(refused.answer()::join).hasCauseInstanceOf(DiskFullException.class);
        assertThat(disk.content(file, 1 << 20)).isEqualTo(before);
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 1));
    }

    @Test
    void fullDiskWorksAgainWhenThereIsRoom() {
        // Given
        disk.roomBytes = 100;
        commit.run(List.of(synced(A)), 0);
        disk.roomBytes = Long.MAX_VALUE;
        Command.Append accepted = synced(A);
        // When
        commit.run(List.of(accepted), 0);
        // Then
        assertThat(accepted.answer()).isCompletedWithValue(new Appended(0, 0, 0, -1));
    }

    @Test
    void partialWriteThatCannotBeCutOffSeals() {
        // Given
        disk.roomBytes = 100;
        disk.failsTruncates = true;
        Command.Append refused = synced(A);
        // When
        commit.run(List.of(refused), 0);
        // Then
        assertThatThrownBy(refused.answer()::join).hasCauseInstanceOf(LogSealedException.class);
    }

    @Test
    void shortWritesAreContinued() {
        // Given
        disk.writeBytesMax = 7;
        // When
        commit.run(List.of(synced(A)), 0);
        // Then
        assertThat(view(A).visibleBytes()).isEqualTo(200);
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 1));
    }

    @Test
    void appendToNoPartitionFailsAlone() {
        // Given
        Command.Append stray = append(new TopicPartition("c", 0), Durability.SYNCED);
        Command.Append good = synced(A);
        // When
        commit.run(List.of(stray, good), 0);
        // Then
        assertThatThrownBy(stray.answer()::join)
                .hasCauseInstanceOf(UnknownPartitionException.class);
        assertThat(good.answer()).isCompleted();
    }

    @Test
    void policyOfTheSystemAnswersAndShowsWithoutASync() {
        // Given
        var os =
                new GroupCommit(
                        opened, CONFIG.withSyncPolicy(SyncPolicy.OS), Crew.ALONE, advanced::add);
        Command.Append append = synced(A);
        // When
        os.run(List.of(append), 0);
        // Then
        assertThat(append.answer()).isCompleted();
        assertThat(offsets(A)).isEqualTo(new PartitionOffsets(0, 1, 1));
        assertThat(disk.forces).isZero();
        assertThat(advanced).containsExactly(A);
    }

    private PartitionOffsets offsets(TopicPartition partition) {
        return view(partition).offsets();
    }

    private PartitionView view(TopicPartition partition) {
        return Objects.requireNonNull(opened.partitions().get(partition)).view();
    }

    private static Command.Append synced(TopicPartition partition) {
        return append(partition, Durability.SYNCED);
    }

    private static Command.Append append(TopicPartition partition, Durability durability) {
        return new Command.Append(
                partition, Batches.batch(1, 139, 1000, 1), durability, new CompletableFuture<>());
    }
}
