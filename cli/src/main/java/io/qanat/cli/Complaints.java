package io.qanat.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// One line on stderr for a command line that makes no sense. Stateless.
final class Complaints implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        if (isAlone(e)) {
            command.usage(command.getErr());
        } else {
            var name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": " + complaint(e) + " (" + name + " --help)");
        }
        return ExitCode.USAGE.code();
    }

    /// Whether a command that only holds others was given without one of them.
    private static boolean isAlone(ParameterException e) {
        return !(e instanceof UnmatchedArgumentException)
                && !e.getCommandLine().getSubcommands().isEmpty();
    }

    private static String complaint(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unknown(unmatched);
            case MissingParameterException missing -> missing(missing.getMissing());
            default -> worded(CommandFailure.line(e));
        };
    }

    /// Picocli's own words, which begin with a capital here and there, and say "option" twice of a
    /// value that is no pair.
    private static String worded(String line) {
        return Character.toLowerCase(line.charAt(0))
                + line.substring(1).replace("option option ", "option ");
    }

    private static String unknown(UnmatchedArgumentException e) {
        var word = e.getUnmatched().getFirst();
        var spec = e.getCommandLine().getCommandSpec();
        if (word.startsWith("-")) {
            var option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "unknown option '" + option + "'" + meant(option, spec.optionsMap().keySet());
        }
        if (!spec.subcommands().isEmpty()) {
            return "unknown command '" + word + "'" + meant(word, spec.subcommands().keySet());
        }
        return "one argument too many: '" + word + "'";
    }

    private static String meant(String word, Collection<String> candidates) {
        return Suggestion.nearest(word, candidates)
                .map(candidate -> ": did you mean '" + candidate + "'?")
                .orElse("");
    }

    private static String missing(List<ArgSpec> missing) {
        var names = new ArrayList<String>();
        for (var spec : missing) {
            if (spec instanceof OptionSpec option) {
                return "option '" + option.longestName() + "' needs " + spec.paramLabel();
            }
            names.add(spec.paramLabel());
        }
        return "missing " + String.join(", ", names);
    }
}
