package io.qanat.sim.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What becomes of one operation. Immutable.
///
/// @param done how much of it is really done: of a write, so many bytes; of anything else, nothing
///   when this is 0
/// @param told how many bytes the caller of a write is told were written
/// @param failure what the caller gets instead; null when he is told that all went well
/// @param stops whether the computer stops afterwards
public record Verdict(int done, int told, @Nullable IOException failure, boolean stops) {
    private static final int ALL = Integer.MAX_VALUE;

    /// All of it is done.
    public static final Verdict DONE = new Verdict(ALL, ALL, null, false);

    /// A write of fewer bytes than were asked for.
    public static Verdict shortened(int bytes) {
        return new Verdict(bytes, bytes, null, false);
    }

    /// A write of which only the first bytes are really done.
    public static Verdict lie(int done) {
        return new Verdict(done, ALL, null, false);
    }

    /// An error, after a part was done.
    public static Verdict failed(int done, IOException failure) {
        return new Verdict(done, 0, failure, false);
    }

    /// The last operation of this computer before it stops, done in part.
    public static Verdict last(int done) {
        return new Verdict(done, 0, null, true);
    }

    boolean isDone() {
        return done > 0;
    }
}
