package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/// A caller appends while the loop takes out the batch that is open.
@JCStressTest
@Outcome(id = "123, 0, true", expect = ACCEPTABLE, desc = "all before")
@Outcome(id = "12, 3, true", expect = ACCEPTABLE, desc = "between the two")
@Outcome(id = "1, 23, true", expect = ACCEPTABLE, desc = "all after")
@State
public class AppendAndTake {
    private final Producing producing = new Producing(10);

    /// A batch is open.
    public AppendAndTake() {
        producing.know();
        producing.append(1);
    }

    /// The caller.
    @Actor
    public void caller() {
        producing.append(2);
        producing.append(3);
    }

    /// The loop.
    @Actor
    public void loop(IIZ_Result result) {
        result.r1 = producing.take();
    }

    /// Nothing is lost or there twice, and all memory is free.
    @Arbiter
    public void after(IIZ_Result result) {
        result.r2 = producing.take();
        result.r3 = producing.isAllFree();
    }
}
