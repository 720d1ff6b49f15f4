package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/// A caller cancels a record while the loop learns of the partitions and places it.
@JCStressTest
@Outcome(id = "true, 13, true", expect = ACCEPTABLE, desc = "found where it was or is")
@State
public class CancelAndPlace {
    private final Producing producing = new Producing(10);
    private final Producing.Sending sending;

    /// Records wait.
    public CancelAndPlace() {
        producing.append(1);
        sending = producing.sending(2);
        producing.append(3);
    }

    /// The caller.
    @Actor
    public void caller(ZIZ_Result result) {
        result.r1 = sending.withdraw();
    }

    /// The loop.
    @Actor
    public void loop() {
        producing.know();
    }

    /// It has one outcome, and all memory is free.
    @Arbiter
    public void after(ZIZ_Result result) {
        producing.know();
        result.r2 = producing.take();
        result.r3 = sending.outcomes() == 1 && producing.isAllFree();
    }
}
