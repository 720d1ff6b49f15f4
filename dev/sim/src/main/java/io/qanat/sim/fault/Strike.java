package io.qanat.sim.fault;

import io.qanat.log.disk.NoSpaceException;
import io.qanat.sim.disk.Fate;
import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.OpKind;
import io.qanat.sim.disk.Verdict;
import io.qanat.sim.disk.VirtualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One fault as it strikes. Confined to the disk's thread.
public final class Strike implements Fate {
    private static final int FULL_OPS = 6;
    private static final long SLOW_SYNC_NANOS = 3_000_000_000L;

    private final Fault fault;
    private final VirtualClock clock;
    private final SplittableRandom random;
    private final List<Op> struck = new ArrayList<>();
    private final List<Lie> lies = new ArrayList<>();
    private @Nullable OpKind firstKind;
    private boolean over;

    /// @param clock what a slow sync moves on
    public Strike(Fault fault, VirtualClock clock) {
        this.fault = fault;
        this.clock = clock;
        this.random = new SplittableRandom(fault.seed());
    }

    /// The operations that it struck.
    public List<Op> struck() {
        return struck;
    }

    /// The writes that it lied about.
    public List<Lie> lies() {
        return lies;
    }

    /// Ends a fault that lasts.
    public void end() {
        over = true;
    }

    @Override
    public Verdict of(Op op) {
        if (over || op.index() < fault.op() || !isDue(op)) {
            return Verdict.DONE;
        }
        firstKind = op.kind();
        struck.add(op);
        return verdict(op);
    }

    private boolean isDue(Op op) {
        if (op.index() == fault.op()) {
            return true;
        }
        return switch (fault.kind()) {
            case EIO_FOR_EVER -> op.kind() == firstKind;
            case NO_SPACE_FOR_A_WHILE -> fault.kind().strikes(op) && struck.size() < FULL_OPS;
            default -> fault.kind().lasts() && fault.kind().strikes(op);
        };
    }

    private Verdict verdict(Op op) {
        return switch (fault.kind()) {
            // The change under way is as unsynced as those before it; a sync did not get through.
            case POWER_LOSS -> Verdict.last(op.isSync() ? 0 : Integer.MAX_VALUE);
            case KILL -> Verdict.last(part(op));
            case EIO_ONCE, EIO_FOR_EVER ->
                    Verdict.failed(partOfWrite(op), new IOException("simulated error of " + op));
            case NO_SPACE, NO_SPACE_FOR_A_WHILE ->
                    Verdict.failed(
                            partOfWrite(op),
                            new NoSpaceException("simulated lack of room for " + op));
            case SHORT_WRITE, SHORT_WRITES ->
                    Verdict.shortened(1 + random.nextInt(Math.max(1, op.bytes().remaining() - 1)));
            case LYING_WRITE -> lie(op);
            case SLOW_SYNC -> slow();
        };
    }

    private int partOfWrite(Op op) {
        return op.kind() == OpKind.WRITE ? part(op) : 0;
    }

    /// How much of an operation is done before it ends untimely.
    private int part(Op op) {
        int rest = op.bytes().remaining();
        return op.kind() == OpKind.WRITE ? random.nextInt(rest + 1) : random.nextInt(2);
    }

    private Verdict lie(Op op) {
        int count = op.bytes().remaining();
        ByteBuffer copy = ByteBuffer.allocate(count).put(op.bytes().duplicate()).flip();
        lies.add(new Lie(op.path(), copy));
        return Verdict.lie(random.nextBoolean() ? 0 : random.nextInt(count));
    }

    private Verdict slow() {
        clock.pass(SLOW_SYNC_NANOS);
        return Verdict.DONE;
    }
}
