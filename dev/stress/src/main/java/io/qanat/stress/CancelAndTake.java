package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/// A caller cancels a record while the loop takes out its batch.
@JCStressTest
@Outcome(id = "true, 13, true", expect = ACCEPTABLE, desc = "before: the others go")
@Outcome(id = "false, 123, true", expect = ACCEPTABLE, desc = "too late: it goes")
@State
public class CancelAndTake {
    private final Producing producing = new Producing(10);
    private final Producing.Sending sending;

    /// A batch is open.
    public CancelAndTake() {
        producing.know();
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
    public void loop(ZIZ_Result result) {
        result.r2 = producing.take();
    }

    /// It has one outcome, and all memory is free.
    @Arbiter
    public void after(ZIZ_Result result) {
        result.r3 = sending.outcomes() == 1 && producing.isAllFree();
    }
}
