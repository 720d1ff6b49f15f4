package io.qanat.it.proxy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Another plan up to a number of faults. Thread-safe.
public final class LimitedPlan implements FaultPlan {
    private final FaultPlan plan;
    private final AtomicInteger left;

    public LimitedPlan(FaultPlan plan, int faultsMax) {
        this.plan = plan;
        this.left = new AtomicInteger(faultsMax);
    }

    /// Whether there will be no more faults.
    public boolean isOver() {
        return left.get() <= 0;
    }

    @Override
    public Optional<Fault> fault(RequestHead head, int number) {
        return isOver()
                ? Optional.empty()
                : plan.fault(head, number).filter(fault -> left.getAndDecrement() > 0);
    }
}
