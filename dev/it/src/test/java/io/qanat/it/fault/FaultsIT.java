package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Faults of the disk under the real process, injected by strace: each is taken as it must be, and
/// afterwards, without it, all that was acknowledged is there.
@Tag("foreign")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultsIT {
    private static final String CHOICE = System.getProperty("it.faults", "short");
    private static final List<Map<String, Object>> RESULTS = new ArrayList<>();

    @TempDir private Path folder;

    static Stream<Fault> faults() {
        return switch (CHOICE) {
            case "short" -> Fault.ALL.stream().filter(Fault::isForEveryChange);
            case "all" -> Fault.ALL.stream();
            default -> Fault.ALL.stream().filter(fault -> fault.name().equals(CHOICE));
        };
    }

    @AfterAll
    static void keepResults() {
        Results.keep("faults", Map.of("faults", RESULTS));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isTakenAsItMustBe(Fault fault) throws IOException {
        var result = new LinkedHashMap<String, Object>();
        result.put("fault", fault.name());
        result.put("expected", fault.trial());
        result.put("passed", false);
        RESULTS.add(result);
        Injection injection = learned(fault);
        Path trace = folder.resolve("trace");
        try (FaultRun run = started(fault, injection, trace)) {
            // When
            fault.trial().run(run);
            run.restart();
            Audit audit = run.read();
            // Then
            Ledger ledger = run.ledger();
            long fired = injection.fired(trace);
            result.put("injection", "%s:%s".formatted(injection.call(), injection.fault()));
            result.put("file", injection.file());
            result.put("fired", fired);
            result.put("acknowledged", ledger.sum(Account.Sum::acknowledged));
            result.put("refused", ledger.sum(Account.Sum::refused));
            result.put("unsure", ledger.sum(Account.Sum::unsure));
            result.put("lost", audit.count(Anomaly.LOST));
            assertThat(fired).as("times that it came about").isPositive();
            assertThat(audit.findings()).isEmpty();
            result.put("passed", true);
        }
    }

    private FaultRun started(Fault fault, Injection injection, Path trace) {
        // strace is told the names that the broker will use.
        Path data = folder.resolve(trace.getFileName() + "-data");
        return new FaultRun(data, fault.before(), injection.around(data, trace));
    }

    /// A call that is to lie must tell the right length.
    private Injection learned(Fault fault) throws IOException {
        if (fault.lyingCall() == 0) {
            return fault.injection();
        }
        Path trace = folder.resolve("harmless");
        try (FaultRun run = started(fault, fault.injection().harmless(), trace)) {
            fault.trial().run(run);
        }
        return fault.injection().lying(fault.lyingCall(), trace);
    }
}
