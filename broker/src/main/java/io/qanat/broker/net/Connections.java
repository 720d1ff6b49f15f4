package io.qanat.broker.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The open connections of one broker. Thread-safe.
final class Connections {
    // Apache Kafka closes connections after this time in any case; here only when others need the
    // place.
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int connectionsMax;

    // guards: open, guests, closing
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Set<Connection> open = new HashSet<>();
    private int guests;
    private boolean closing;

    Connections(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    /// Takes a connection in, unless there are too many or the broker is closing.
    boolean add(Connection connection) {
        if (isFull()) {
            abortIdlest();
        }
        lock.lock();
        try {
            if (closing || open.size() >= connectionsMax) {
                return false;
            }
            open.add(connection);
            guests += connection.isGuest() ? 1 : 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        lock.lock();
        try {
            return open.size() >= connectionsMax;
        } finally {
            lock.unlock();
        }
    }

    // Makes room by closing the connection that has been idle for longest, if that is long enough.
    private void abortIdlest() {
        all().stream()
                .max(Comparator.comparingLong(connection -> connection.activity().quietNanos()))
                .filter(idlest -> idlest.activity().quietNanos() >= IDLE_NANOS)
                .ifPresent(idlest -> {
                    idlest.abort();
                    remove(idlest);
                });
    }

    /// Closes the connections whose peers stopped in the middle of a request.
    void abortStalled() {
        for (Connection connection : all()) {
            if (connection.activity().isStalledFor(STALLED_NANOS)) {
                connection.abort();
            }
        }
    }

    void remove(Connection connection) {
        lock.lock();
        try {
            if (open.remove(connection)) {
                guests -= connection.isGuest() ? 1 : 0;
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int guests() {
        lock.lock();
        try {
            return guests;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no client is connected by a Unix-domain socket.
    void awaitNoGuests() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (guests > 0) {
                fewer.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a connection has closed, at most this long.
    void awaitFewer(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int before = open.size();
            long remaining = nanos;
            while (open.size() >= before && remaining > 0) {
                remaining = fewer.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets every connection answer what it has read, then closes those that are still open after
    /// this time.
    void close(long nanos) throws InterruptedException {
        closing();
        for (Connection connection : all()) {
            connection.finish();
        }
        try {
            awaitNone(nanos);
        } finally {
            for (Connection connection : all()) {
                connection.abort();
            }
        }
    }

    private void closing() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    private List<Connection> all() {
        lock.lock();
        try {
            return new ArrayList<>(open);
        } finally {
            lock.unlock();
        }
    }

    private void awaitNone(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = nanos;
            while (!open.isEmpty() && remaining > 0) {
                remaining = fewer.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }
}
