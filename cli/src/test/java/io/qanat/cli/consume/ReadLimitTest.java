package io.qanat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadLimitTest {
    @Test
    void endsWhenEveryPartitionIsReadToItsEnd() {
        var limit = ReadLimit.ends(Map.of(0, 2L, 1, 5L));

        limit.passed(0, 2);
        assertThat(limit.isReached()).isFalse();
        limit.passed(1, 6);

        assertThat(limit.isReached()).isTrue();
    }

    @Test
    void takesNothingThatCameAfterTheStart() {
        var limit = ReadLimit.ends(Map.of(0, 2L));

        assertThat(limit.takes(0, 1)).isTrue();
        assertThat(limit.takes(0, 2)).isFalse();
    }

    @Test
    void takesNothingMoreOfAPartitionThatIsDone() {
        var limit = ReadLimit.ends(Map.of(0, 2L, 1, 5L));
        limit.passed(0, 2);

        assertThat(limit.takes(0, 2)).isFalse();
        assertThat(limit.takes(1, 4)).isTrue();
    }

    @Test
    void endsAtOnceWhenThereIsNothing() {
        assertThat(ReadLimit.ends(Map.of()).isReached()).isTrue();
    }

    @Test
    void countsRecordsOfAllPartitions() {
        var limit = ReadLimit.count(2);

        assertThat(limit.takes(0, 7)).isTrue();
        assertThat(limit.takes(1, 3)).isTrue();
        assertThat(limit.takes(0, 8)).isFalse();
        assertThat(limit.isReached()).isTrue();
    }

    @Test
    void goesOnAndOn() {
        var limit = ReadLimit.none();

        assertThat(limit.takes(0, Long.MAX_VALUE)).isTrue();
        limit.passed(0, Long.MAX_VALUE);

        assertThat(limit.isReached()).isFalse();
    }

    @Test
    void endsAtAnEndOrAfterACountWhateverComesFirst() {
        // Given
        var counted = ReadLimit.ends(Map.of(0, 10L), 1);
        var ended = ReadLimit.ends(Map.of(0, 1L), 10);

        // When
        counted.takes(0, 0);
        ended.takes(0, 0);
        ended.passed(0, 1);

        // Then
        assertThat(counted.isReached()).isTrue();
        assertThat(counted.takes(0, 1)).isFalse();
        assertThat(ended.isReached()).isTrue();
    }
}
