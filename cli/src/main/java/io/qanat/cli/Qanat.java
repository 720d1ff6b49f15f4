package io.qanat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `qanat`, and the process's entry.
@Command(
        name = "qanat",
        versionProvider = Version.class,
        description = "Event streaming on Kafka's wire protocol.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 some records failed, 2 usage, 3 cannot connect,",
            "4 authentication, 5 timeout, 130 interrupted."
        })
public final class Qanat {
    @Mixin final HelpOption help = new HelpOption();
    @Mixin final VersionOption version = new VersionOption();

    private Qanat() {}

    /// Runs the command that the arguments name.
    public static void main(String[] args) {
        var stop = StopSignal.atShutdown();
        int code = run(Terminal.ofProcess(), stop, args);
        stop.done();
        // When a signal ends the process this waits for ever, and the signal's exit code holds.
        System.exit(code);
    }

    static int run(Terminal terminal, StopSignal stop, String... args) {
        return commandLine(terminal, stop, args)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Complaints())
                .setExecutionExceptionHandler(new Failures())
                .setErr(terminal.messages())
                .execute(args);
    }

    /// A command is made by reflection, which every start would pay for all of them: only the one
    /// that is named is made, and all when none is, for the help and for a suggestion.
    static CommandLine commandLine(Terminal terminal, StopSignal stop, String... args) {
        var commands = commands(terminal, stop);
        var named =
                args.length > 0 && commands.containsKey(args[0])
                        ? Map.of(args[0], commands.get(args[0]))
                        : commands;
        var line = new CommandLine(new Qanat());
        named.values().forEach(command -> line.addSubcommand(command.get()));
        return line;
    }

    private static Map<String, Supplier<CommandLine>> commands(Terminal terminal, StopSignal stop) {
        var commands = new LinkedHashMap<String, Supplier<CommandLine>>();
        commands.put("produce", () -> new CommandLine(new ProduceCommand(terminal, stop)));
        commands.put("consume", () -> new CommandLine(new ConsumeCommand(terminal, stop)));
        commands.put(
                "topics",
                () ->
                        new CommandLine(new TopicsCommand())
                                .addSubcommand(new TopicsCreateCommand(terminal, stop))
                                .addSubcommand(new TopicsListCommand(terminal, stop))
                                .addSubcommand(new TopicsDescribeCommand(terminal, stop))
                                .addSubcommand(new TopicsDeleteCommand(terminal, stop)));
        commands.put(
                "cluster",
                () ->
                        new CommandLine(new ClusterCommand())
                                .addSubcommand(new ClusterDescribeCommand(terminal, stop)));
        commands.put(
                "dlq",
                () ->
                        new CommandLine(new DlqCommand())
                                .addSubcommand(new DlqListCommand(terminal, stop))
                                .addSubcommand(new DlqReplayCommand(terminal, stop)));
        commands.put(
                "console-producer",
                () ->
                        new CommandLine(new ConsoleProducerCommand(terminal, stop))
                                .setAbbreviatedOptionsAllowed(true));
        commands.put(
                "perf",
                () ->
                        new CommandLine(new PerfCommand())
                                .addSubcommand(new PerfProduceCommand(terminal, stop))
                                .addSubcommand(new PerfConsumeCommand(terminal, stop))
                                .addSubcommand(new PerfRoundTripCommand(terminal, stop)));
        commands.put("serve", () -> new CommandLine(new ServeCommand(terminal, stop)));
        commands.put(
                "log",
                () ->
                        new CommandLine(new LogCommand())
                                .addSubcommand(new LogDumpCommand(terminal, stop))
                                .addSubcommand(new LogVerifyCommand(terminal, stop)));
        return commands;
    }
}
