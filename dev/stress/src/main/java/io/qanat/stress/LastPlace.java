package io.qanat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/// Two callers want the budget's last place.
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "the first gets it")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "the second gets it")
@State
public class LastPlace {
    private final Producing producing = new Producing(1);

    /// One caller.
    @Actor
    public void one(ZZZ_Result result) {
        result.r1 = producing.append(1);
    }

    /// The other.
    @Actor
    public void other(ZZZ_Result result) {
        result.r2 = producing.append(2);
    }

    /// The place is free again when the record is taken out.
    @Arbiter
    public void after(ZZZ_Result result) {
        result.r3 =
                producing.accumulator().budget().level().freeRecords() == 0
                        && producing.topic().waitingRoom().takeAll().size() == 1
                        && producing.isAllFree();
    }
}
