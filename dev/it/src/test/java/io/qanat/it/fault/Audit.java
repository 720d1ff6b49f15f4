package io.qanat.it.fault;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One reading of a topic against the ledger, while no writer writes: what was acknowledged must be
/// there, at its offset, with its bytes. Confined to its reader.
///
/// It may begin at a later offset than 0 in a partition: then it answers for what is from there on,
/// and for copies within that.
public final class Audit {
    private static final int FINDINGS_MAX = 20;

    private final Ledger ledger;
    private final Map<Integer, Long> starts;
    private final Map<Integer, Long> ends;
    private final Map<String, BitSet> met = new HashMap<>();
    private final Map<String, BitSet> metAtItsOffset = new HashMap<>();
    private final Map<Payload, Integer> copies = new HashMap<>();

    /// The last record of each idempotent writer in a partition.
    private final Map<Lane, Integer> latest = new HashMap<>();

    private final EnumMap<Anomaly, Integer> counts = new EnumMap<>(Anomaly.class);
    private final List<String> findings = new ArrayList<>();
    private int copiesExplained;
    private int records;

    private record Lane(String writer, int partition) {}

    /// A reading that has not read anything yet.
    ///
    /// @param starts where it begins, by partition
    public Audit(Ledger ledger, Map<Integer, Long> starts) {
        this.ledger = ledger;
        this.starts = Map.copyOf(starts);
        this.ends = new HashMap<>(starts);
    }

    /// Takes the next record of a partition.
    public void take(int partition, long offset, byte[] value) {
        long expected = ends.getOrDefault(partition, 0L);
        if (offset != expected) {
            find(
                    Anomaly.GAP,
                    "partition %d: offset %d follows %d"
                            .formatted(partition, offset, expected - 1));
        }
        ends.put(partition, offset + 1);
        records++;
        Optional<Payload> payload = Payload.parse(value);
        Optional<Account> account = payload.flatMap(known -> ledger.account(known.writer()));
        if (account.isEmpty() || payload.get().number() >= account.get().sum().sent()) {
            find(
                    Anomaly.WRONG_BYTES,
                    "partition %d, offset %d: nobody sent these bytes"
                            .formatted(partition, offset));
            return;
        }
        compare(partition, offset, payload.get(), account.get());
    }

    private void compare(int partition, long offset, Payload payload, Account account) {
        int number = payload.number();
        Account.Fate fate = account.fate(number);
        String where = "%s at partition %d, offset %d".formatted(payload, partition, offset);
        if (account.partition(number) != partition) {
            find(Anomaly.MISPLACED, where + " was sent to partition " + account.partition(number));
        }
        if (fate.refused()) {
            find(Anomaly.FALSELY_REFUSED, where + " was said not to be stored");
        }
        if (fate.isAcknowledgedBefore(ledger.turns())) {
            find(
                    Anomaly.RESURRECTED,
                    "%s was acknowledged at offset %d of a topic that is gone"
                            .formatted(where, fate.offset()));
        }
        if (fate.offset() == offset) {
            bits(metAtItsOffset, payload.writer()).set(number);
        }
        if (bits(met, payload.writer()).get(number)) {
            int count = copies.merge(payload, 2, (before, two) -> before + 1);
            int explained = account.isIdempotent() ? 0 : fate.kills();
            if (count > 1 + explained) {
                find(
                        Anomaly.DUPLICATED,
                        "%s is copy %d, and was on its way during %d kills"
                                .formatted(where, count, fate.kills()));
            } else {
                copiesExplained++;
            }
        } else if (account.isIdempotent()) {
            requireOrder(partition, payload, where);
        }
        bits(met, payload.writer()).set(number);
    }

    private void requireOrder(int partition, Payload payload, String where) {
        int number = payload.number();
        int before = latest.merge(new Lane(payload.writer(), partition), number, Math::max);
        if (before > number) {
            find(Anomaly.REORDERED, where + " is behind number " + before);
        }
    }

    /// Ends the reading; what was acknowledged and not met by now is lost.
    public void finish() {
        for (Account account : ledger.accounts()) {
            BitSet atItsOffset = bits(metAtItsOffset, account.writer());
            int sent = account.sum().sent();
            int number = atItsOffset.nextClearBit(0);
            while (number < sent) {
                require(account, number);
                number = atItsOffset.nextClearBit(number + 1);
            }
        }
    }

    private void require(Account account, int number) {
        Account.Fate fate = account.fate(number);
        int partition = account.partition(number);
        if (fate.isAcknowledgedSince(ledger.turns())
                && fate.offset() >= starts.getOrDefault(partition, 0L)) {
            boolean elsewhere = bits(met, account.writer()).get(number);
            find(
                    elsewhere ? Anomaly.MOVED : Anomaly.LOST,
                    "%s was acknowledged at partition %d, offset %d, and is %s"
                            .formatted(
                                    new Payload(account.writer(), number),
                                    partition,
                                    fate.offset(),
                                    elsewhere ? "elsewhere" : "nowhere"));
        }
    }

    private static BitSet bits(Map<String, BitSet> of, String writer) {
        return of.computeIfAbsent(writer, name -> new BitSet());
    }

    private void find(Anomaly anomaly, String finding) {
        counts.merge(anomaly, 1, Integer::sum);
        if (findings.size() < FINDINGS_MAX) {
            findings.add(anomaly + ": " + finding);
        }
    }

    /// What is wrong, in words; the first of it, when there is much.
    public List<String> findings() {
        return List.copyOf(findings);
    }

    public int count(Anomaly anomaly) {
        return counts.getOrDefault(anomaly, 0);
    }

    /// Second and further copies of records that were on their way when the broker was killed.
    int copiesExplained() {
        return copiesExplained;
    }

    public int records() {
        return records;
    }

    /// The offset after the last record that was read, by partition.
    Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }
}
