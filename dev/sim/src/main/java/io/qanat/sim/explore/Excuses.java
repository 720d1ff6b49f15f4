package io.qanat.sim.explore;

import io.qanat.log.DiskFullException;
import io.qanat.log.FolderVersionException;
import io.qanat.log.LogException;
import io.qanat.log.LogSealedException;
import io.qanat.log.StorageException;
import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.OpKind;
import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.fault.Lie;
import io.qanat.sim.fault.Strike;
import io.qanat.sim.oracle.Tolerance;
import io.qanat.sim.session.Terms;
import java.nio.ByteBuffer;
import java.util.List;

/// What a fault excuses a log for. Stateless.
final class Excuses {
    private static final String META_FILE = "meta.properties";

    private Excuses() {}

    /// While the fault strikes.
    static Terms during(FaultKind kind, Strike strike) {
        return new Terms(
                error -> isExcused(kind, strike, error),
                () -> failedSyncs(kind, strike),
                new Lied(strike.lies()));
    }

    /// When it is over: what a lie covered may still be missing.
    static Terms after(Strike strike) {
        return new Terms(
                error -> !strike.lies().isEmpty() && isExcusedByLie(strike, error),
                () -> 0,
                new Lied(strike.lies()));
    }

    /// Without a fault.
    static Terms none() {
        return new Terms(error -> false, () -> 0, new Lied(List.of()));
    }

    /// What lies cover.
    private record Lied(List<Lie> lies) implements Tolerance {
        @Override
        public boolean isNone() {
            return lies.isEmpty();
        }

        @Override
        public boolean covers(ByteBuffer batch) {
            return lies.stream().anyMatch(lie -> lie.covers(batch));
        }
    }

    private static boolean isExcused(FaultKind kind, Strike strike, LogException error) {
        return switch (kind) {
            case EIO_ONCE, EIO_FOR_EVER ->
                    error instanceof StorageException || error instanceof LogSealedException;
            case NO_SPACE, NO_SPACE_FOR_A_WHILE -> error instanceof DiskFullException;
            case LYING_WRITE -> isExcusedByLie(strike, error);
            case POWER_LOSS, KILL, SHORT_WRITE, SHORT_WRITES, SLOW_SYNC -> false;
        };
    }

    /// A place that cannot be read, or a folder whose identity the lie was about.
    private static boolean isExcusedByLie(Strike strike, LogException error) {
        boolean identity =
                strike.lies().stream().anyMatch(lie -> lie.path().toString().contains(META_FILE));
        return error instanceof StorageException
                || (identity && error instanceof FolderVersionException);
    }

    /// The failed syncs after which nothing may be answered as durable: those of batches and of
    /// names. A text file is written anew as a whole when its sync failed.
    private static int failedSyncs(FaultKind kind, Strike strike) {
        boolean fails = kind == FaultKind.EIO_ONCE || kind == FaultKind.EIO_FOR_EVER;
        return !fails ? 0 : (int) strike.struck().stream().filter(Excuses::isOfBatches).count();
    }

    private static boolean isOfBatches(Op op) {
        String path = op.path().toString();
        return op.kind() == OpKind.SYNC_DIRECTORY
                || (op.kind() == OpKind.FORCE && (path.endsWith(".log") || path.endsWith(".wal")));
    }
}
