package io.qanat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/// SIGSTOP and SIGCONT, which Java cannot send.
final class Signals {
    private Signals() {}

    /// Halts a process.
    static void stop(long pid) {
        send("kill -STOP " + pid);
    }

    /// Lets a process go on.
    static void proceed(long pid) {
        send("kill -CONT " + pid);
    }

    /// Halts a process until the input of the process that this returns ends, be it because its
    /// starter died.
    static Process hold(long pid) {
        stop(pid);
        try {
            return new ProcessBuilder("sh", "-c", "read line; kill -CONT " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            proceed(pid);
            throw new UncheckedIOException(e);
        }
    }

    private static void send(String command) {
        try {
            int code = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
