package io.qanat.cli.embedded;

import io.qanat.broker.BrokerConfig;
import io.qanat.log.FolderInUseException;
import io.qanat.log.LogException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// A data folder with a broker behind it, in this process or in another one. Thread-safe.
///
/// Changes of this process's role are confined to one thread: first at open, then whenever the
/// owner is lost, last at close.
public final class EmbeddedFolder implements AutoCloseable {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /// A holder that leaves no note is no process of ours. One that left a note may be on its way
    /// out, with much to sync.
    private static final long FOREIGN_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    private static final long LEAVING_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

    /// How long an owner in a hurry waits for its guests, who then open the folder themselves.
    private static final long HURRY_NANOS_MAX = TimeUnit.SECONDS.toNanos(3);

    /// Less than one batch may need.
    private static final long ROOM_BYTES_MIN = 2 * 1024 * 1024;

    private final Place place;
    private final LongSupplier nanos;
    private final Witness witness;
    private final ExecutorService seat =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("qanat-folder").factory());

    /// Written by the seat.
    private volatile Role role;

    private final List<InetSocketAddress> listeners = new ArrayList<>();

    /// Which folder, and how its broker behaves when this process runs it. Immutable.
    ///
    /// @param folder the data folder
    /// @param runtimeFolder where sockets go when the folder's path is too long for them
    /// @param config for a broker in this process
    public record Place(Path folder, Path runtimeFolder, BrokerConfig config) {}

    /// Told of what happens to the folder while it is in use. Called on other threads than the
    /// opener's.
    public interface Witness {
        /// Something that the user should know.
        void says(String line);

        /// The owner was lost, and nobody can take its place.
        void lost(Exception cause);
    }

    private EmbeddedFolder(Place place, LongSupplier nanos, Witness witness)
            throws IOException, InterruptedException {
        this.place = place;
        this.nanos = nanos;
        this.witness = witness;
        this.role = enter();
    }

    /// Opens the folder, or enters where another process has it open.
    ///
    /// @param witness is told of what happens later, on other threads
    /// @throws FolderTakenException when a foreign process has it
    /// @throws LogException when it cannot be opened for another reason
    public static EmbeddedFolder open(Place place, LongSupplier nanos, Witness witness)
            throws IOException {
        try {
            return new EmbeddedFolder(place, nanos, witness);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Where clients find the broker. It stays the same when another process takes over.
    public String bootstrap() {
        return role.bootstrap();
    }

    /// Whether the broker runs in this process.
    public boolean isOwner() {
        return role instanceof Owner;
    }

    /// Whether the disk has hardly any room left.
    public boolean isDiskFull() {
        try {
            return Files.getFileStore(place.folder()).getUsableSpace() < ROOM_BYTES_MIN;
        } catch (IOException e) {
            return false;
        }
    }

    /// Opens a TCP listener of the broker, which is opened again when another process takes over.
    ///
    /// @return the address that was bound
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        return onSeat(() -> {
            var bound = role.listen(address);
            listeners.add(bound);
            return bound;
        });
    }

    /// Bounds the wait for guests of a [#close()] that runs or comes.
    public void hurry() {
        role.hurry(HURRY_NANOS_MAX);
    }

    /// Leaves the folder; an owner first waits until the last guest has left.
    @Override
    public void close() throws IOException {
        onSeat(() -> {
            seat.shutdown();
            role.leave();
            return place;
        });
    }

    private Role enter() throws IOException, InterruptedException {
        long start = nanos.getAsLong();
        while (true) {
            try {
                return Owner.open(place, witness);
            } catch (FolderInUseException e) {
                var guest = guest(e.note());
                if (guest.isPresent()) {
                    return guest.get();
                }
                long nanosMax = e.note().isPresent() ? LEAVING_NANOS_MAX : FOREIGN_NANOS_MAX;
                if (nanos.getAsLong() - start > nanosMax) {
                    throw new FolderTakenException(place.folder());
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private Optional<Role> guest(Optional<String> note) throws IOException {
        return note.isEmpty()
                ? Optional.empty()
                : Guest.enter(Sockets.noted(place.folder(), note.get()), this::ownerLost);
    }

    private void ownerLost() {
        if (!seat.isShutdown()) {
            seat.execute(this::succeed);
        }
    }

    private void succeed() {
        try {
            var next = enter();
            for (var address : listeners) {
                next.listen(address);
            }
            role = next;
            if (next instanceof Owner) {
                witness.says(
                        "the command that had "
                                + place.folder()
                                + " open is gone, this one has taken its place");
            }
        } catch (IOException | LogException e) {
            witness.lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T onSeat(Callable<T> task) throws IOException {
        try {
            return seat.submit(task).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case null, default -> throw new IOException(e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while opening or leaving a data folder", e);
    }
}
