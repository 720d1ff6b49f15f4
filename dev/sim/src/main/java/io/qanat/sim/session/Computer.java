package io.qanat.sim.session;

import io.qanat.log.DataFolder;
import io.qanat.log.LogConfig;
import io.qanat.sim.disk.SimDisk;
import io.qanat.sim.disk.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A disk, a clock, and the log that is to run on them.
///
/// @param disk the disk
/// @param clock the clock
/// @param candidate which log
/// @param config the log's configuration
public record Computer(SimDisk disk, VirtualClock clock, Candidate candidate, LogConfig config) {
    /// Where the disk is mounted; this directory is there from the start.
    private static final Path MOUNT = Path.of("/disk");

    /// The log's folder, which the log makes itself.
    public static final Path FOLDER = MOUNT.resolve("data");

    /// An empty disk.
    public static SimDisk newDisk() {
        var disk = new SimDisk();
        try {
            disk.createDirectory(MOUNT);
            disk.syncDirectory(Path.of("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    /// The same with another disk.
    public Computer with(SimDisk other) {
        return new Computer(other, clock, candidate, config);
    }

    /// Opens the folder and its log.
    ///
    /// @throws io.qanat.log.LogException when that cannot be done
    RunningLog start() {
        DataFolder folder = DataFolder.open(FOLDER, candidate.disk().apply(disk));
        boolean started = false;
        try {
            var running = new RunningLog(folder, candidate.opening().open(folder, config, clock));
            started = true;
            return running;
        } finally {
            if (!started) {
                folder.close();
            }
        }
    }
}
