package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// Two callers append to one partition.
@JCStressTest
@Outcome(id = "12, true", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "21, true", expect = ACCEPTABLE, desc = "the other first")
@State
public class TwoAppends {
    private final Producing producing = new Producing(10);

    /// Its partition is known.
    public TwoAppends() {
        producing.know();
    }

    /// One caller.
    @Actor
    public void one() {
        producing.append(1);
    }

    /// The other.
    @Actor
    public void other() {
        producing.append(2);
    }

    /// Both records are there, whole.
    @Arbiter
    public void after(IZ_Result result) {
        result.r1 = producing.take();
        result.r2 = producing.isAllFree();
    }
}
