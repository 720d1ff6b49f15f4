package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/// A caller appends while the producer is closed.
@JCStressTest
@Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "taken, so the loop finds it")
@Outcome(id = "false, 0, true", expect = ACCEPTABLE, desc = "refused")
@State
public class AppendAndClose {
    private final Producing producing = new Producing(10);

    /// Its partition is known.
    public AppendAndClose() {
        producing.know();
    }

    /// The caller.
    @Actor
    public void caller(ZIZ_Result result) {
        result.r1 = producing.append(1);
    }

    /// The loop.
    @Actor
    public void loop() {
        producing.accumulator().close();
    }

    /// What was taken is there, and nothing else.
    @Arbiter
    public void after(ZIZ_Result result) {
        result.r2 = producing.take();
        result.r3 = producing.isAllFree();
    }
}
