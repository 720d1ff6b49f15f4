package io.qanat.it.node;

import io.qanat.it.peer.Program;
import java.util.List;

/// A process that is halted by SIGSTOP, as if its machine hung: connections stay open, and nobody
/// answers. It goes on when this ends or closes.
public final class Pause implements AutoCloseable {
    private final Process process;

    private Pause(Process process) {
        this.process = process;
    }

    public static Pause of(Process process) {
        var pause = new Pause(process);
        pause.signal("STOP");
        return pause;
    }

    private void signal(String name) {
        Program.succeed(List.of("sh", "-c", "kill -" + name + " " + process.pid()), new byte[0]);
    }

    /// Lets it go on; what is over already stays so.
    public void end() {
        signal("CONT");
    }

    @Override
    public void close() {
        end();
    }
}
