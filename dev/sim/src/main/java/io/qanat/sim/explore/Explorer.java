package io.qanat.sim.explore;

import io.qanat.sim.disk.VirtualClock;
import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.oracle.Ending;
import io.qanat.sim.oracle.Violation;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.session.Computer;
import io.qanat.sim.session.Session;
import io.qanat.sim.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All points of a workload, and the runs from them, on as many threads as there are processors.
/// Immutable.
public final class Explorer {
    private static final Set<FaultKind> IN_RECOVERY =
            EnumSet.of(
                    FaultKind.POWER_LOSS, FaultKind.KILL, FaultKind.EIO_ONCE, FaultKind.NO_SPACE);

    private final Candidate candidate;
    private final int seeds;

    private final boolean powerStays;
    private final int firstOp;
    private final int opStep;

    private Explorer(Candidate candidate, int seeds, boolean powerStays, int firstOp, int opStep) {
        this.candidate = candidate;
        this.seeds = seeds;
        this.powerStays = powerStays;
        this.firstOp = firstOp;
        this.opStep = opStep;
    }

    /// @param seeds how many ways of each fault at each operation are tried
    public Explorer(Candidate candidate, int seeds) {
        this(candidate, seeds, false, 0, 1);
    }

    /// One that cuts the power only where that is the fault, and nowhere afterwards.
    public Explorer withSteadyPower() {
        return new Explorer(candidate, seeds, true, firstOp, opStep);
    }

    /// One that strikes every so many operations of a workload only, beginning with `first`.
    public Explorer every(int step, int first) {
        return new Explorer(candidate, seeds, powerStays, first, step);
    }

    /// The one run from a point.
    public Outcome replay(Point point) {
        return new Run(candidate, point, powerStays).outcome();
    }

    /// Some run in which a fault strikes the work, and the log does what it must never do.
    public Optional<Outcome> find(Workload workload, FaultKind kind) {
        return workPoints(workload, Set.of(kind))
                .parallel()
                .map(this::replay)
                .filter(outcome -> outcome.violation().isPresent())
                .findAny();
    }

    /// All runs in which a fault strikes the work.
    public List<Outcome> strikeWork(Workload workload, Set<FaultKind> kinds) {
        return run(workPoints(workload, kinds));
    }

    private Stream<Point> workPoints(Workload workload, Set<FaultKind> kinds) {
        List<Set<FaultKind>> ops = operations(workload);
        var points = new ArrayList<Point>();
        for (int op = firstOp; op < ops.size(); op += opStep) {
            for (FaultKind kind : kinds) {
                for (int seed = 0; ops.get(op).contains(kind) && seed < seeds; seed++) {
                    points.add(new Point(workload, kind, op, OptionalInt.empty(), seed));
                }
            }
        }
        return points.stream();
    }

    /// Runs in which the power goes at each operation and another fault strikes the recovery, at an
    /// operation that is drawn.
    public List<Outcome> strikeRecovery(Workload workload) {
        int ops = operations(workload).size();
        return run(
                IntStream.iterate(firstOp, op -> op < ops, op -> op + opStep)
                        .boxed()
                        .flatMap(op ->
                                IntStream.range(0, seeds)
                                        .mapToObj(seed -> powerLoss(workload, op, seed)))
                        .parallel()
                        .flatMap(this::drawnInRecovery));
    }

    /// Runs in which the power goes at some operations, and another fault strikes each operation of
    /// the recovery.
    ///
    /// @param step the distance between those operations
    public List<Outcome> strikeAllOfRecovery(Workload workload, int step) {
        int ops = operations(workload).size();
        return run(
                IntStream.iterate(step / 2, op -> op < ops, op -> op + step)
                        .mapToObj(op -> powerLoss(workload, op, 0))
                        .flatMap(this::allInRecovery));
    }

    private static Point powerLoss(Workload workload, int op, int seed) {
        return new Point(workload, FaultKind.POWER_LOSS, op, OptionalInt.empty(), seed);
    }

    private Stream<Point> drawnInRecovery(Point powerLoss) {
        List<Point> all = allInRecovery(powerLoss).toList();
        SplittableRandom random = powerLoss.recoveryRandom();
        return IN_RECOVERY.stream()
                .flatMap(kind -> drawn(all.stream().filter(it -> it.kind() == kind), random));
    }

    private static Stream<Point> drawn(Stream<Point> points, SplittableRandom random) {
        List<Point> all = points.toList();
        return all.isEmpty() ? Stream.empty() : Stream.of(all.get(random.nextInt(all.size())));
    }

    private Stream<Point> allInRecovery(Point powerLoss) {
        List<Set<FaultKind>> ops = new Run(candidate, powerLoss, powerStays).recoveryOperations();
        return IntStream.range(0, ops.size())
                .boxed()
                .flatMap(op ->
                        IN_RECOVERY.stream()
                                .filter(ops.get(op)::contains)
                                .map(kind -> powerLoss.inRecovery(kind, op)));
    }

    private List<Outcome> run(Stream<Point> points) {
        return points.parallel().map(this::replay).toList();
    }

    /// The operations of a workload when nothing strikes it.
    List<Set<FaultKind>> operations(Workload workload) {
        var disk = Computer.newDisk();
        var recorder = new Recorder();
        disk.meet(recorder, 0);
        var computer = new Computer(disk, new VirtualClock(), candidate, workload.config());
        var session = new Session(computer, Excuses.none());
        try {
            session.start(Ending.CLOSE);
            workload.run(session);
            session.stop();
        } catch (Violation e) {
            // A planted bug shows itself without a fault, but only from here on.
        }
        return recorder.kinds();
    }
}
