package io.qanat.cli;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.OutputException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/// What a command sees of the process around it. Confined to the command's thread, but for
/// `messages`.
///
/// @param input where data comes from
/// @param output where data goes, and nothing else
/// @param messages where everything else goes
/// @param keyboard which of them a person sits at
/// @param environment the environment's variables
/// @param nanos a clock for durations
record Terminal(
        ReadableByteChannel input,
        OutputStream output,
        PrintWriter messages,
        Keyboard keyboard,
        Map<String, String> environment,
        LongSupplier nanos) {
    /// Which streams are a person's terminal. Immutable.
    ///
    /// @param hasInput whether a person types the data
    /// @param hasMessages whether a person reads the messages as they come
    record Keyboard(boolean hasInput, boolean hasMessages) {
        static final Keyboard NONE = new Keyboard(false, false);

        /// From the numbers of the descriptors that are terminals, which the launcher knows: Java
        /// only tells of stdin and stdout together.
        static Keyboard of(String descriptors) {
            return new Keyboard(descriptors.contains("0"), descriptors.contains("2"));
        }
    }

    /// The streams of this process. They go around `System.in` and `System.out`, which buffer and
    /// swallow errors.
    static Terminal ofProcess() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in).getChannel(),
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Keyboard.of(System.getProperty("qanat.terminals", "")),
                System.getenv(),
                System::nanoTime);
    }

    /// What writes data.
    @FunctionalInterface
    interface Writing<E extends Exception> {
        /// Writes; what is not flushed is afterwards.
        void to(ByteOutput out) throws E;
    }

    /// Has data written. A reader that has enough is a good end; no other failure of stdout is.
    <E extends Exception> void write(Writing<E> writing) throws E {
        var out = new ByteOutput(output);
        try {
            writing.to(out);
            out.flush();
        } catch (OutputException e) {
            if (!e.isReaderGone()) {
                throw new CommandFailure(ExitCode.FAILED, CommandFailure.line(e), e);
            }
        }
    }

    /// Writes a line of data at once.
    void writeLine(String line) {
        this.<RuntimeException>write(out -> out.put(line + "\n"));
    }

    /// What day it is.
    InstantSource wall() {
        return InstantSource.system();
    }

    /// Ends the data: a process that waits for its end need not wait for this one's.
    void closeOutput() {
        try {
            output.close();
        } catch (IOException e) {
            // Whoever read it is gone; nothing was lost that was not said before.
        }
    }

    /// Says something to the user.
    void say(String line) {
        messages.println("qanat: " + line);
    }
}
