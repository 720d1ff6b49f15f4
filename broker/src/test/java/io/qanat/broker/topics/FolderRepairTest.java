package io.qanat.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.broker.config.TopicSettings;
import io.qanat.log.Log;
import io.qanat.log.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FolderRepairTest {
    private static final UUID ID = new UUID(1, 1);
    private static final UUID OTHER_ID = new UUID(2, 2);
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);
    private static final TopicImage IMAGE =
            new TopicImage(
                    List.of(
                            new Topic(
                                    "orders",
                                    ID,
                                    List.of(FIRST, SECOND),
                                    new TopicSettings(Map.of(), 1000))));

    @Test
    void hasNothingToDoInOrdinaryLife() {
        // When
        var repair =
                FolderRepair.of(
                        IMAGE,
                        Set.of(),
                        Map.of(FIRST, ID, SECOND, ID, MetadataLog.PARTITION, new UUID(0, 1)));

        // Then
        assertThat(repair).isEqualTo(new FolderRepair(Map.of(), Map.of(), List.of(), List.of()));
    }

    @Test
    void makesMissingFolders() {
        assertThat(FolderRepair.of(IMAGE, Set.of(), Map.of(FIRST, ID)).missing())
                .isEqualTo(Map.of(SECOND, ID));
    }

    @Test
    void replacesLeftoversOfEarlierTopicOfTheSameName() {
        // When
        var repair = FolderRepair.of(IMAGE, Set.of(OTHER_ID), Map.of(FIRST, OTHER_ID, SECOND, ID));

        // Then
        assertThat(repair.leftovers()).containsExactly(FIRST);
        assertThat(repair.missing()).isEqualTo(Map.of(FIRST, ID));
    }

    @Test
    void keepsStrangers() {
        // When
        var third = new TopicPartition("orders", 2);
        var repair = FolderRepair.of(IMAGE, Set.of(), Map.of(FIRST, ID, SECOND, ID, third, ID));

        // Then
        assertThat(repair.strangers()).containsExactly(third);
        assertThat(repair.missing()).isEmpty();
    }

    @Test
    void takesFoldersWithoutAnIdForWhatTheirNamesSay() {
        // Given folders of which one is of a topic that nobody knows
        var unknown = new TopicPartition("payments", 0);
        var folders =
                Map.of(
                        MetadataLog.PARTITION,
                        Log.NO_TOPIC_ID,
                        FIRST,
                        Log.NO_TOPIC_ID,
                        SECOND,
                        ID,
                        unknown,
                        Log.NO_TOPIC_ID);

        // When
        var repair = FolderRepair.of(IMAGE, Set.of(), folders);

        // Then
        assertThat(repair.nameless())
                .isEqualTo(Map.of(MetadataLog.PARTITION, MetadataLog.TOPIC_ID, FIRST, ID));
        assertThat(repair.missing()).isEmpty();
        assertThat(repair.strangers()).containsExactly(unknown);
    }

    @Test
    void refusesStrangersInTheWay() {
        assertThatThrownBy(() -> FolderRepair.of(IMAGE, Set.of(), Map.of(FIRST, OTHER_ID)))
                .isInstanceOf(TopicConflictException.class)
                .hasMessageContaining("orders-0");
    }
}
