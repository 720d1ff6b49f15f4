package io.qanat.sim.explore;

import io.qanat.sim.disk.SimDisk;
import io.qanat.sim.oracle.Ending;
import io.qanat.sim.oracle.Violation;
import io.qanat.sim.session.Computer;
import io.qanat.sim.session.Session;
import io.qanat.sim.session.Terms;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// What must hold once a log has come to its end: it recovers what it must, again and again, and
/// goes on.
///
/// ```
///   recover, compare -> power loss or kill, recover, compare -> append -> power loss, recover, compare -> close, open
/// ```
final class Aftermath {
    private final Session session;
    private final SplittableRandom random;
    private final boolean powerStays;

    /// @param powerStays whether the program is killed where else the power would go
    Aftermath(Session session, Terms terms, SplittableRandom random, boolean powerStays) {
        this.session = session;
        this.random = random;
        this.powerStays = powerStays;
        session.setTerms(terms);
    }

    void check(SimDisk rest, Ending ending) {
        session.startOn(rest, ending);
        if (random.nextBoolean()) {
            losePower();
        } else {
            recoverAgain();
        }
        session.goOn();
        losePower();
        session.stop();
        session.start(Ending.CLOSE);
        session.requireCleanOpening();
    }

    /// Whatever the log shows, a power cut must not take back.
    private void losePower() {
        if (powerStays) {
            session.startOn(session.disk().afterKill(), Ending.KILL);
        } else {
            session.startOn(session.disk().afterPowerLoss(random.nextLong()), Ending.POWER_LOSS);
        }
    }

    private static Map<Path, ByteBuffer> files(SimDisk disk) {
        var files = new HashMap<>(disk.files(Computer.FOLDER));
        files.keySet().removeIf(path -> path.toString().endsWith(".sums"));
        return files;
    }

    /// A second recovery must find nothing to do. The sums of indexes are left out: they may lag
    /// behind their segment, and are believed only when they fit it.
    private void recoverAgain() {
        SimDisk rest = session.disk().afterKill();
        Map<Path, ByteBuffer> before = files(rest);
        session.startOn(rest, Ending.KILL);
        Map<Path, ByteBuffer> after = files(rest);
        if (!after.equals(before)) {
            throw new Violation("a second recovery changes " + changed(before, after));
        }
    }

    private static String changed(Map<Path, ByteBuffer> before, Map<Path, ByteBuffer> after) {
        for (Path path : before.keySet()) {
            if (!before.get(path).equals(after.get(path))) {
                return path.toString();
            }
        }
        return "the names of files: " + before.keySet() + " to " + after.keySet();
    }
}
