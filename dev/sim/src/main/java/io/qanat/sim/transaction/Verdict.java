package io.qanat.sim.transaction;

import io.qanat.sim.coordinator.CoordinatorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether what readers see is what programs were told. Immutable.
final class Verdict {
    static final String TOPIC = "ledger";
    static final String GROUP = "copiers";
    private static final long LATE_NANOS_MAX = 1_000_000_000L;

    private final List<String> violations = new ArrayList<>();

    private Verdict() {}

    /// What is wrong; empty when nothing is.
    static List<String> on(Ledger ledger, CoordinatorModel model, int partitionCount) {
        var verdict = new Verdict();
        Map<String, Integer> read = verdict.read(model, partitionCount);
        List<Long> offsets = model.offsets(GROUP);
        Set<String> known = new HashSet<>();
        for (Ledger.Entry entry : ledger.entries()) {
            entry.sent().forEach(sent -> known.add(sent.value()));
            verdict.atomic(entry, read, offsets);
        }
        read.keySet().stream()
                .filter(value -> !known.contains(value))
                .forEach(value -> verdict.add("nobody sent " + value));
        verdict.ordered(offsets);
        if (model.isAnyOpen()) {
            verdict.add("a transaction never ended: " + model);
        }
        if (ledger.lateness() > LATE_NANOS_MAX) {
            verdict.add("somebody waited beyond the limit for ns " + ledger.lateness());
        }
        return verdict.violations;
    }

    private Map<String, Integer> read(CoordinatorModel model, int partitionCount) {
        var read = new HashMap<String, Integer>();
        for (int partition = 0; partition < partitionCount; partition++) {
            int last = -1;
            int lastRecord = -1;
            for (String value : model.committed(TOPIC, partition)) {
                if (read.put(value, partition) != null) {
                    add(value + " is read twice");
                }
                int dash = value.indexOf('-');
                int number = Integer.parseInt(value.substring(0, dash));
                int record = Integer.parseInt(value.substring(dash + 1));
                if (number < last || (number == last && record <= lastRecord)) {
                    add(value + " is read behind " + last + "-" + lastRecord);
                }
                last = number;
                lastRecord = record;
            }
        }
        return read;
    }

    private void atomic(Ledger.Entry entry, Map<String, Integer> read, List<Long> offsets) {
        long present = 0;
        long all = (long) entry.sent().size() + (entry.hasOffsets() ? 1 : 0);
        for (Ledger.Sent sent : entry.sent()) {
            Integer partition = read.get(sent.value());
            if (partition != null) {
                present++;
                if (partition != sent.partition()) {
                    add(sent.value() + " is read in partition " + partition);
                }
            }
        }
        if (offsets.contains((long) entry.number())) {
            present++;
            if (!entry.hasOffsets()) {
                add("offsets that nobody sent: " + entry);
            }
        }
        if (present != 0 && present != all) {
            add("torn, " + present + " of " + all + ": " + entry);
        }
        if (entry.fate() == Ledger.Fate.COMMITTED && present != all) {
            add("lost: " + entry);
        }
        boolean isOver =
                entry.fate() == Ledger.Fate.NOT_COMMITTED || entry.fate() == Ledger.Fate.OPEN;
        if (isOver && present != 0) {
            add("read although not committed: " + entry);
        }
    }

    /// A program that was replaced commits nothing after its successor.
    private void ordered(List<Long> offsets) {
        for (int i = 1; i < offsets.size(); i++) {
            // A request that was sent twice commits the same twice.
            if (offsets.get(i) < offsets.get(i - 1)) {
                add("offsets go back: " + offsets);
                return;
            }
        }
    }

    private void add(String violation) {
        violations.add(violation);
    }
}
