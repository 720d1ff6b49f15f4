package io.qanat.client;

import java.util.List;

/// Settings that cannot be used, all of them at once.
public final class ConfigException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final String[] problems;

    /// Lists the problems, at least one.
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems), null);
        this.problems = problems.toArray(String[]::new);
    }

    /// One line for each problem.
    public List<String> problems() {
        return List.of(problems);
    }
}
