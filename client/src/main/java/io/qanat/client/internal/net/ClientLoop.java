package io.qanat.client.internal.net;

import io.qanat.client.ClientClosedException;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.connection.Network;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread of a client that owns all its sockets and runs its core.
///
/// A turn: run the commands that came in, advance the core, write, sleep until a socket, a deadline
/// or the doorbell wakes it, read. [#execute], [#ring], [#turnHere] and [#stop] are for any thread;
/// all else is confined to the loop, which is whoever holds [#turns]: its thread, or while that
/// sleeps a thread that has a record to send and nothing else to do.
public final class ClientLoop implements Network {
    private static final System.Logger LOGGER = System.getLogger(ClientLoop.class.getName());
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /// Turns of a guest without a pause; what is left then is the loop's.
    private static final int GUEST_TURNS_MAX = 4;

    /// How long it sleeps at most once it has had a guest, whose requests have deadlines that it
    /// does not know when it falls asleep.
    private static final long GUEST_SLEEP_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final Machine machine;
    private final Thread thread;
    private final Doorbell doorbell = new Doorbell(this::interruptSleep);
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<SocketWire> unflushed = new ArrayDeque<>();

    /// Held by whoever is the loop now; not while it sleeps.
    private final ReentrantLock turns = new ReentrantLock();

    /// Held by whoever runs commands after the loop has ended.
    private final ReentrantLock afterEnd = new ReentrantLock();

    /// Written once, before the thread starts.
    private @Nullable Core core;

    /// Written by the loop, read by any thread that rings.
    private volatile @Nullable Selector selector;

    /// Written by any thread, read by the loop.
    private volatile boolean isStopping;

    /// Written by the loop when it has ended, read by any thread.
    private volatile boolean hasEnded;

    private long nowNanos;

    /// Until when it sleeps if nothing wakes it.
    private long sleepEndNanos;

    /// Whether another thread has ever done its work.
    private boolean hasGuests;

    /// Whether the selector has to look at its keys anew.
    private boolean isChanged;

    /// Why a guest's turn failed, which ends the loop.
    private @Nullable Throwable guestFailure;

    /// A loop that does nothing until it is started.
    public ClientLoop(Machine machine) {
        this.machine = machine;
        this.thread = machine.loopThread(this::run);
    }

    /// Starts the thread, which drives `driven` until [#stop].
    public void start(Core driven) {
        core = driven;
        thread.start();
    }

    /// Runs a command on the loop, in the order of the calls of one thread. Once the loop has ended
    /// it runs here: the core has been aborted by then and refuses what it cannot do.
    public void execute(Runnable command) {
        commands.add(command);
        doorbell.ring();
        if (hasEnded) {
            runLateCommands();
        }
    }

    /// Makes the core advance soon.
    public void ring() {
        doorbell.ring();
    }

    /// Does the loop's work on the present thread if the loop sleeps, which saves waking it; else
    /// makes the core advance soon.
    public void turnHere() {
        if (doorbell.isAsleep() && turns.tryLock()) {
            try {
                if (!isStopping && !hasEnded && isServed()) {
                    return;
                }
            } finally {
                turns.unlock();
            }
        }
        doorbell.ring();
    }

    /// Takes turns on a guest's thread; returns whether the loop can sleep on.
    private boolean isServed() {
        Core driven = Objects.requireNonNull(core);
        nowNanos = machine.nanos();
        hasGuests = true;
        isChanged = false;
        try {
            boolean isMore = true;
            for (int i = 0; i < GUEST_TURNS_MAX && isMore; i++) {
                driven.advance(nowNanos);
                isMore = flush();
            }
            return !isMore && !isChanged && driven.nextDeadlineNanos(nowNanos) - sleepEndNanos >= 0;
        } catch (RuntimeException | Error e) {
            guestFailure = e;
            return false;
        }
    }

    /// Something was done to a key that the selector does not notice while it waits.
    void changed() {
        isChanged = true;
    }

    /// Ends the loop and aborts its core; does not wait for it.
    public void stop() {
        isStopping = true;
        doorbell.ring();
    }

    /// Waits for the end of the loop after [#stop], at most so long.
    public void awaitEnd(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
    }

    @Override
    public Wire open(Endpoint endpoint, WireEvents events) {
        var wire = new SocketWire(this, endpoint, events);
        if (endpoint.isUnix()) {
            var address = UnixDomainSocketAddress.of(endpoint.socketPath().orElseThrow());
            execute(() -> wire.connect(List.of(address), nowNanos));
        } else {
            machine.resolve(
                    endpoint,
                    (addresses, failure) ->
                            execute(() -> resolved(wire, endpoint, addresses, failure)));
        }
        return wire;
    }

    SelectionKey register(SocketChannel channel, SocketWire wire, int operations)
            throws IOException {
        return channel.register(Objects.requireNonNull(selector), operations, wire);
    }

    /// Writes of one turn are gathered.
    void flushLater(SocketWire wire) {
        unflushed.addLast(wire);
    }

    private void resolved(
            SocketWire wire,
            Endpoint endpoint,
            List<InetAddress> addresses,
            @Nullable UnknownHostException failure) {
        if (failure != null) {
            wire.fail(Reasons.unreachable(endpoint, failure), nowNanos);
        } else {
            wire.connect(
                    addresses.stream()
                            .map(address -> new InetSocketAddress(address, endpoint.port()))
                            .toList(),
                    nowNanos);
        }
    }

    private void run() {
        Throwable end = new ClientClosedException("the client was closed");
        try (Selector opened = Selector.open()) {
            selector = opened;
            while (!isStopping) {
                turn(opened);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(
                    System.Logger.Level.ERROR, "client loop failed thread=" + thread.getName(), e);
            end = e;
        }
        turns.lock();
        try {
            nowNanos = machine.nanos();
            Objects.requireNonNull(core).abort(end);
            hasEnded = true;
        } finally {
            turns.unlock();
        }
        runLateCommands();
    }

    private void turn(Selector open) throws IOException {
        long sleepNanos = work();
        if (sleepNanos > 0) {
            // Rounded up: waking early would only mean to sleep again.
            open.select(this::selected, (sleepNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        } else {
            open.selectNow(this::selected);
        }
    }

    /// Does everything that is due; returns how long the loop is to sleep then, 0 when it is not.
    private long work() {
        turns.lock();
        try {
            doAllThatIsDue();
            long sleepNanos = Objects.requireNonNull(core).nextDeadlineNanos(nowNanos) - nowNanos;
            if (hasGuests) {
                sleepNanos = Math.min(sleepNanos, GUEST_SLEEP_NANOS_MAX);
            }
            sleepEndNanos = nowNanos + sleepNanos;
            return sleepNanos > 0 && doorbell.fallAsleep() ? sleepNanos : 0;
        } finally {
            turns.unlock();
        }
    }

    private void doAllThatIsDue() {
        if (guestFailure != null) {
            throw new IllegalStateException("a turn on a caller's thread failed", guestFailure);
        }
        doorbell.wakeUp();
        nowNanos = machine.nanos();
        runCommands();
        Objects.requireNonNull(core).advance(nowNanos);
        if (flush()) {
            // What was written may let the core go on at once.
            doorbell.ring();
        }
    }

    private void selected(SelectionKey key) {
        turns.lock();
        try {
            nowNanos = machine.nanos();
            if (key.attachment() instanceof SocketWire wire) {
                wire.selected(nowNanos);
            }
        } finally {
            turns.unlock();
        }
    }

    private boolean flush() {
        boolean isAny = !unflushed.isEmpty();
        while (!unflushed.isEmpty()) {
            unflushed.removeFirst().flush(nowNanos);
        }
        return isAny;
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    private void runLateCommands() {
        afterEnd.lock();
        try {
            runCommands();
        } finally {
            afterEnd.unlock();
        }
    }

    private void interruptSleep() {
        Selector open = selector;
        if (open != null) {
            open.wakeup();
        }
    }
}
