package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlacementTest {
    @Test
    void leavesThePartitionToTheProducer() {
        assertThat(taken(Placement.byKey(), 2)).containsExactly(null, null);
    }

    @Test
    void staysWithAFixedPartition() {
        assertThat(taken(Placement.fixed(3), 3)).containsExactly(3, 3, 3);
    }

    @Test
    void takesPartitionsInTurnFromTheFirst() {
        assertThat(taken(Placement.inTurn(3), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void takesTheOnlyPartitionAgainAndAgain() {
        assertThat(taken(Placement.inTurn(1), 3)).containsExactly(0, 0, 0);
    }

    private static List<@Nullable Integer> taken(Placement placement, int count) {
        var taken = new ArrayList<@Nullable Integer>();
        for (int i = 0; i < count; i++) {
            taken.add(placement.next());
        }
        return taken;
    }
}
