package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.qanat.client.internal.accumulator.Budget;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A caller gets in line for room while the loop gives the only place back.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "served, woken or not")
@State
public class WaitAndRelease {
    private static final long WAIT_MAX_NANOS = 10_000_000_000L;

    private final Producing producing = new Producing(1);

    /// The only place is taken.
    public WaitAndRelease() {
        producing.append(1);
    }

    /// The caller: a wake-up that is lost ends the wait without success.
    @Actor
    public void caller(ZZ_Result result) {
        Budget budget = producing.accumulator().budget();
        try (Budget.Turn turn = budget.line()) {
            long deadlineNanos = System.nanoTime() + WAIT_MAX_NANOS;
            boolean isTaken = producing.append(2);
            while (!isTaken && turn.await(System::nanoTime, deadlineNanos)) {
                isTaken = producing.append(2);
            }
            result.r1 = isTaken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The loop.
    @Actor
    public void loop() {
        producing.topic().waitingRoom().takeOverdue(Long.MAX_VALUE);
    }

    /// The place is taken once.
    @Arbiter
    public void after(ZZ_Result result) {
        result.r2 = producing.topic().waitingRoom().takeAll().size() == 1 && producing.isAllFree();
    }
}
