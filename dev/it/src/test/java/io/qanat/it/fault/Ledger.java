package io.qanat.it.fault;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/// What all writers of one topic sent and were told. Thread-safe.
public final class Ledger {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();

    /// A ledger without accounts.
    public Ledger() {}

    /// Opens the account of a writer that spreads its records over so many partitions.
    Account open(String writer, int partitions) {
        return open(new Account(writer, new Account.Spread(0, partitions), kills, turns, false));
    }

    /// The same for a writer whose records no kill may double or bring out of order.
    Account openIdempotent(String writer, int partitions) {
        return open(new Account(writer, new Account.Spread(0, partitions), kills, turns, true));
    }

    /// The same for one that writes to one partition.
    public Account openIdempotentAt(String writer, int partition) {
        return open(new Account(writer, new Account.Spread(partition, 1), kills, turns, true));
    }

    private Account open(Account account) {
        String writer = account.writer();
        if (accounts.putIfAbsent(writer, account) != null) {
            throw new IllegalArgumentException(writer + " has an account");
        }
        return account;
    }

    Optional<Account> account(String writer) {
        return Optional.ofNullable(accounts.get(writer));
    }

    public Collection<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    /// Notes that the broker was killed, before it is started again: what is on its way now may be
    /// stored twice, also what was sent a moment before the kill.
    void kill() {
        kills.incrementAndGet();
    }

    int turns() {
        return turns.get();
    }

    int kills() {
        return kills.get();
    }

    /// Notes that the topic is about to be deleted.
    public void beginRebirth() {
        turns.incrementAndGet();
    }

    /// Notes that a topic of the same name is there, and empty.
    public void endRebirth() {
        accounts.values().forEach(Account::forgetEnds);
        turns.incrementAndGet();
    }

    /// The offset after the last that was acknowledged in a partition.
    long end(int partition) {
        return accounts.values().stream()
                .mapToLong(account -> account.end(partition))
                .max()
                .orElse(0);
    }

    /// A number summed over all writers.
    public int sum(ToIntFunction<Account.Sum> number) {
        return accounts.values().stream().map(Account::sum).mapToInt(number).sum();
    }
}
