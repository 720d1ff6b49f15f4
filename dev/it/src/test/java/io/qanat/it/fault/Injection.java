package io.qanat.it.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What strace does to the system calls of a process that name one file. Immutable.
///
/// @param call the system call
/// @param fault what happens to it, in strace's words, such as `error=EIO:when=3`; `when` counts
///   the calls of each thread on its own
/// @param file the file or folder, within the data folder
record Injection(String call, String fault, String file) {
    private static final String KILL = "signal=KILL";
    private static final Pattern DONE = Pattern.compile("\\((INJECTED|DELAYED)\\)");

    /// The command that runs another one with this done to it. The other one is the process that is
    /// started, and strace its child.
    List<String> around(Path data, Path trace) {
        var command = new ArrayList<>(List.of("strace", "-D", "-f", "-qq"));
        if (!fault.startsWith(KILL)) {
            // Other calls go past strace, which is faster; but then it sends no signals.
            command.add("--seccomp-bpf");
        }
        command.addAll(List.of("-e", "signal=none", "-e", "trace=" + call));
        command.addAll(List.of("-P", data.resolve(file).normalize().toString()));
        command.addAll(List.of("-o", trace.toString()));
        if (!fault.isEmpty()) {
            command.addAll(List.of("-e", "inject=" + call + ":" + fault));
        }
        return command;
    }

    /// The same file watched, and nothing done to it.
    Injection harmless() {
        return new Injection(call, "", file);
    }

    /// Lets the n-th call tell that it wrote all, without having written anything.
    ///
    /// @param harmless what strace saw of the same run when nothing was done to it
    Injection lying(int when, Path harmless) throws IOException {
        List<String> calls = calls(harmless);
        String last = calls.get(when - 1);
        String result = last.substring(last.lastIndexOf('=') + 1).strip();
        return new Injection(call, "retval=" + result + ":when=" + when, file);
    }

    /// The calls that strace saw, a line each.
    List<String> calls(Path trace) throws IOException {
        return Files.readAllLines(trace).stream()
                .filter(line -> line.contains(call + "(") && line.contains(" = "))
                .toList();
    }

    /// How often the fault came about; a kill is to be seen by the process's end.
    long fired(Path trace) throws IOException {
        return fault.startsWith(KILL)
                ? 1
                : calls(trace).stream().filter(line -> DONE.matcher(line).find()).count();
    }
}
