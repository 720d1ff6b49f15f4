package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// A caller appends while the loop learns of the partitions and places what has waited for them.
@JCStressTest
@Outcome(id = "123, true", expect = ACCEPTABLE, desc = "in the caller's order")
@State
public class AppendAndPlace {
    private final Producing producing = new Producing(10);

    /// A record waits.
    public AppendAndPlace() {
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
    public void loop() {
        producing.know();
    }

    /// The order is kept, also across the change.
    @Arbiter
    public void after(IZ_Result result) {
        producing.know();
        result.r1 = producing.take();
        result.r2 = producing.isAllFree();
    }
}
