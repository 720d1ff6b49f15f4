package io.qanat.it.proxy;

import io.qanat.protocol.ApiKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Faults of which each is named with its exchange, whichever client sends it. Immutable.
public record Script(List<Line> lines) implements FaultPlan {
    public Script {
        lines = List.copyOf(lines);
    }

    /// One fault.
    ///
    /// @param number of the request among those of its API and client, from 0
    public record Line(ApiKey api, int number, Fault fault) {}

    public static Script of(Line... lines) {
        return new Script(Arrays.asList(lines));
    }

    @Override
    public Optional<Fault> fault(RequestHead head, int number) {
        return lines.stream()
                .filter(line -> line.api().id() == head.apiId() && line.number() == number)
                .map(Line::fault)
                .findFirst();
    }
}
