package io.qanat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// What all commands have: the process around them, and a way to be stopped. Confined to the main
/// thread.
abstract class QanatCommand implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();

    final Terminal terminal;
    final StopSignal stop;

    QanatCommand(Terminal terminal, StopSignal stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    /// Does the work.
    abstract ExitCode run();

    @Override
    public final Integer call() {
        return run().code();
    }
}
