package io.qanat.cli;

import io.qanat.client.ClientException;
import io.qanat.client.ConfigException;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.DeadlineException;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.UnreachableException;
import io.qanat.protocol.ErrorCode;
import java.util.Set;
import picocli.CommandLine;

/// One line on stderr and an exit code for whatever ends a command early. Stateless.
final class Failures implements CommandLine.IExecutionExceptionHandler {
    private static final Set<ErrorCode> AUTHENTICATION =
            Set.of(
                    ErrorCode.SASL_AUTHENTICATION_FAILED,
                    ErrorCode.UNSUPPORTED_SASL_MECHANISM,
                    ErrorCode.ILLEGAL_SASL_STATE);

    @Override
    public int handleExecutionException(
            Exception e, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
        var failure =
                switch (e) {
                    case CommandFailure known -> known;
                    case ClientException known -> of(known);
                    // A defect: its stack is what helps to find it.
                    default -> throw e;
                };
        command.getErr()
                .println(
                        command.getCommandSpec().qualifiedName()
                                + ": "
                                + CommandFailure.line(failure));
        return failure.exitCode().code();
    }

    /// What a client could not do.
    static CommandFailure of(ClientException e) {
        var line =
                e instanceof ConfigException config
                        ? String.join("; ", config.problems())
                        : CommandFailure.line(e);
        return new CommandFailure(exitCode(e), line, e);
    }

    /// A data folder that cannot be opened, or was lost.
    static CommandFailure unreachable(Exception e) {
        return new CommandFailure(ExitCode.UNREACHABLE, CommandFailure.line(e), e);
    }

    private static ExitCode exitCode(ClientException e) {
        if (e.errorCode().filter(AUTHENTICATION::contains).isPresent()) {
            return ExitCode.UNAUTHENTICATED;
        }
        return switch (e) {
            case UnreachableException unreachable -> ExitCode.UNREACHABLE;
            case ConnectionLostException lost -> ExitCode.UNREACHABLE;
            case IncompatibleBrokerException incompatible -> ExitCode.UNREACHABLE;
            case DeadlineException late -> ExitCode.TIMED_OUT;
            case ConfigException config -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }
}
