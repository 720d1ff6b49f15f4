package io.qanat.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Code that differs by version, as few cases as possible. Immutable.
final class VersionCases {
    private final Versions valid;
    private final List<Case> cases;

    private record Case(Versions versions, String code) {}

    private VersionCases(Versions valid, List<Case> cases) {
        this.valid = valid;
        this.cases = cases;
    }

    /// The cases of the `valid` versions; `code` is asked for each of them.
    static VersionCases of(Versions valid, IntFunction<String> code) {
        List<Case> cases = new ArrayList<>();
        int low = valid.low();
        for (int version = low; version <= valid.high(); version++) {
            String text = code.apply(version);
            if (version == valid.high() || !text.equals(code.apply(version + 1))) {
                cases.add(new Case(new Versions(low, version), text));
                low = version + 1;
            }
        }
        return new VersionCases(valid, List.copyOf(cases));
    }

    /// Emits all of `parts` in order; neighbours that differ at the same versions share their
    /// conditions.
    static void emitAll(List<VersionCases> parts, SourceText out) {
        Deque<VersionCases> groups = new ArrayDeque<>();
        for (VersionCases part : parts) {
            if (!groups.isEmpty() && groups.getLast().ranges().equals(part.ranges())) {
                groups.addLast(groups.removeLast().then(part));
            } else {
                groups.addLast(part);
            }
        }
        groups.forEach(group -> group.emit(out));
    }

    private List<Versions> ranges() {
        return cases.stream().map(Case::versions).toList();
    }

    private VersionCases then(VersionCases next) {
        List<Case> joined = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String separator =
                    cases.get(i).code().isEmpty() || next.cases.get(i).code().isEmpty() ? "" : "\n";
            joined.add(
                    new Case(
                            cases.get(i).versions(),
                            cases.get(i).code() + separator + next.cases.get(i).code()));
        }
        return new VersionCases(valid, joined);
    }

    /// The one piece of code for all versions, empty when versions differ.
    Optional<String> always() {
        return cases.size() == 1 ? Optional.of(cases.get(0).code()) : Optional.empty();
    }

    /// One expression that picks by `version`, newest first.
    String expression() {
        StringBuilder expression = new StringBuilder();
        for (int i = cases.size() - 1; i > 0; i--) {
            Case newer = cases.get(i);
            expression.append("version >= ").append(newer.versions().low());
            expression.append(" ? ").append(newer.code()).append(" : ");
        }
        return expression.append(cases.get(0).code()).toString();
    }

    /// Statements that pick by `version`; a case without code is left out.
    void emit(SourceText out) {
        List<Case> full = cases.stream().filter(c -> !c.code().isEmpty()).toList();
        if (full.size() == 1 && full.get(0).versions().equals(valid)) {
            lines(out, full.get(0).code());
            return;
        }
        for (int i = full.size() - 1; i >= 0; i--) {
            String condition = condition(full.get(i).versions());
            if (i == full.size() - 1) {
                out.open("if (%s)", condition);
            } else if (i == 0 && full.size() == cases.size()) {
                out.turn("else");
            } else {
                out.turn("else if (%s)", condition);
            }
            lines(out, full.get(i).code());
        }
        if (!full.isEmpty()) {
            out.close();
        }
    }

    /// What holds for exactly `versions` among the valid ones.
    private String condition(Versions versions) {
        if (versions.low() == versions.high()
                && versions.low() != valid.low()
                && versions.high() != valid.high()) {
            return "version == " + versions.low();
        }
        if (versions.low() == valid.low()) {
            return "version <= " + versions.high();
        }
        String lowest = "version >= " + versions.low();
        return versions.high() == valid.high()
                ? lowest
                : lowest + " && version <= " + versions.high();
    }

    private static void lines(SourceText out, String code) {
        for (String line : code.lines().toList()) {
            if (line.startsWith("} else")) {
                out.turn("%s", line.substring(2, line.length() - 2));
            } else if (line.equals("}")) {
                out.close();
            } else if (line.endsWith("{")) {
                out.open("%s", line.substring(0, line.length() - 2));
            } else {
                out.line("%s", line);
            }
        }
    }
}
