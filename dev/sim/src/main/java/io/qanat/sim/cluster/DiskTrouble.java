package io.qanat.sim.cluster;

import io.qanat.log.disk.NoSpaceException;
import io.qanat.sim.disk.Fate;
import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.OpKind;
import io.qanat.sim.disk.Verdict;
import io.qanat.sim.mishap.Mishap;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// A disk that fails. Confined to the run's thread.
final class DiskTrouble implements Fate {
    private final Mishap mishap;
    private final int skipped;
    private final BooleanSupplier isOver;
    private final Runnable onFirst;
    private boolean hasStruck;
    private int met;

    /// @param skipped how many operations of the kind are spared
    /// @param isOver whether there is room again
    /// @param onFirst is run at the first operation that fails
    DiskTrouble(Mishap mishap, int skipped, BooleanSupplier isOver, Runnable onFirst) {
        this.mishap = mishap;
        this.skipped = skipped;
        this.isOver = isOver;
        this.onFirst = onFirst;
    }

    @Override
    public Verdict of(Op op) {
        return switch (mishap) {
            case DISK_WRITE_ERROR -> op.kind() == OpKind.WRITE ? once(op) : Verdict.DONE;
            case DISK_SYNC_ERROR -> op.kind() == OpKind.FORCE ? once(op) : Verdict.DONE;
            case DISK_FULL -> op.needsRoom() ? full(op) : Verdict.DONE;
            default -> throw new IllegalArgumentException(mishap + " is none of a disk");
        };
    }

    private Verdict once(Op op) {
        if (hasStruck || met++ < skipped) {
            return Verdict.DONE;
        }
        strike();
        return Verdict.failed(op.bytes().remaining() / 2, new IOException("simulated: " + op));
    }

    private Verdict full(Op op) {
        if (isOver.getAsBoolean()) {
            return Verdict.DONE;
        }
        strike();
        return Verdict.failed(0, new NoSpaceException("simulated lack of room for " + op));
    }

    private void strike() {
        if (!hasStruck) {
            hasStruck = true;
            onFirst.run();
        }
    }
}
