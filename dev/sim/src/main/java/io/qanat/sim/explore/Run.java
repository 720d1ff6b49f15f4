package io.qanat.sim.explore;

import io.qanat.sim.disk.Crash;
import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.SimDisk;
import io.qanat.sim.disk.VirtualClock;
import io.qanat.sim.fault.Fault;
import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.fault.Strike;
import io.qanat.sim.oracle.Ending;
import io.qanat.sim.oracle.Violation;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.session.Computer;
import io.qanat.sim.session.Session;
import io.qanat.sim.session.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One run: the work, the fault, the recovery, and what comes after. Confined to one thread.
final class Run {
    /// Longer than a log waits before it tries again to write a checkpoint.
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Point point;
    private final boolean powerStays;
    private final VirtualClock clock = new VirtualClock();
    private final SplittableRandom random;
    private final FaultKind workKind;
    private final Strike strike;
    private final Session session;
    private @Nullable Strike recoveryStrike;

    /// @param powerStays whether only the fault itself may cut the power
    Run(Candidate candidate, Point point, boolean powerStays) {
        this.powerStays = powerStays;
        this.point = point;
        this.random = point.workRandom();
        this.workKind = point.isInRecovery() ? FaultKind.POWER_LOSS : point.kind();
        this.strike = new Strike(new Fault(workKind, point.op(), random.nextLong()), clock);
        var computer =
                new Computer(Computer.newDisk(), clock, candidate, point.workload().config());
        this.session = new Session(computer, Excuses.during(workKind, strike));
        computer.disk().meet(strike, random.nextLong());
    }

    /// Does it all.
    Outcome outcome() {
        Optional<Throwable> violation = Optional.empty();
        try {
            Ending ending = work();
            SimDisk rest = rest(ending);
            if (point.isInRecovery()) {
                rest = struckRecovery(rest);
            }
            new Aftermath(session, Excuses.after(strike), random, powerStays).check(rest, ending);
        } catch (Unavailable e) {
            // The lie was about the folder's identity, which is refused.
        } catch (RuntimeException | AssertionError e) {
            violation = Optional.of(e);
        }
        List<Op> struck = (recoveryStrike == null ? strike : recoveryStrike).struck();
        return new Outcome(
                point, struck.stream().map(Op::toString).toList(), session.opens(), violation);
    }

    /// The operations of the recovery when nothing strikes it, and what could strike each.
    List<Set<FaultKind>> recoveryOperations() {
        var recorder = new Recorder();
        SimDisk rest = rest(work());
        rest.meet(recorder, 0);
        session.setTerms(Excuses.none());
        try {
            session.startOn(rest, Ending.POWER_LOSS);
        } catch (Violation e) {
            // Found by the run from this point; so far it came.
        }
        return recorder.kinds();
    }

    private Ending work() {
        try {
            session.start(Ending.CLOSE);
            point.workload().run(session);
            if (workKind.isCrash() || strike.struck().isEmpty()) {
                session.stop();
                return Ending.CLOSE;
            }
            return afterwards();
        } catch (Crash crash) {
            return ending(workKind);
        } catch (Unavailable e) {
            return anyCrash();
        }
    }

    private static Ending ending(FaultKind kind) {
        return kind == FaultKind.POWER_LOSS ? Ending.POWER_LOSS : Ending.KILL;
    }

    private Ending anyCrash() {
        return random.nextBoolean() && !powerStays ? Ending.POWER_LOSS : Ending.KILL;
    }

    /// The fault is over and the log still runs.
    private Ending afterwards() {
        strike.end();
        session.setTerms(Excuses.after(strike));
        session.disk().quietly(session::read);
        if (isHarmless(workKind)) {
            session.pass(PATIENCE_NANOS);
            session.goOn();
        }
        if (random.nextInt(3) > 0) {
            return anyCrash();
        }
        session.stop();
        return Ending.CLOSE;
    }

    /// Whether a log goes on by itself when the fault is over.
    private static boolean isHarmless(FaultKind kind) {
        return switch (kind) {
            case NO_SPACE_FOR_A_WHILE, NO_SPACE, SHORT_WRITE, SHORT_WRITES, SLOW_SYNC -> true;
            case POWER_LOSS, KILL, EIO_ONCE, EIO_FOR_EVER, LYING_WRITE -> false;
        };
    }

    private SimDisk rest(Ending ending) {
        return ending == Ending.POWER_LOSS
                ? session.disk().afterPowerLoss(random.nextLong())
                : session.disk().afterKill();
    }

    /// The recovery that is struck, and what is left of the disk then.
    private SimDisk struckRecovery(SimDisk rest) {
        SplittableRandom recoveryRandom = point.recoveryRandom();
        int op = point.recoveryOp().orElseThrow();
        var second = new Strike(new Fault(point.kind(), op, recoveryRandom.nextLong()), clock);
        recoveryStrike = second;
        rest.meet(second, recoveryRandom.nextLong());
        session.setTerms(Excuses.during(point.kind(), second));
        Ending ending;
        try {
            session.startOn(rest, Ending.POWER_LOSS);
            ending = anyCrash();
        } catch (Crash crash) {
            ending = ending(point.kind());
        } catch (Unavailable e) {
            ending = anyCrash();
        }
        second.end();
        return rest(ending);
    }
}
