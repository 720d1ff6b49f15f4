package io.qanat.sim.session;

import io.qanat.log.disk.Disk;
import java.util.function.UnaryOperator;

/// What is put to the test. Immutable.
///
/// @param disk what stands between the log and the disk, anew for every opening
/// @param opening what opens the log
public record Candidate(UnaryOperator<Disk> disk, Subject.Opening opening) {
    /// The log as it is shipped.
    public static final Candidate SHIPPED =
            new Candidate(UnaryOperator.identity(), Subject::shipped);

    /// The shipped log over a disk that does wrong.
    public static Candidate over(UnaryOperator<Disk> disk) {
        return new Candidate(disk, Subject::shipped);
    }
}
