package io.qanat.cli.embedded;

import io.qanat.broker.Broker;
import io.qanat.log.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/// A process that holds a data folder and runs the broker. Thread-safe.
///
/// @param sockets where guests find the broker and this process
/// @param folder the lock on the folder
/// @param broker the broker on it
/// @param control knows the guests
/// @param witness takes what the user should know
record Owner(
        Sockets sockets,
        DataFolder folder,
        Broker broker,
        ControlServer control,
        EmbeddedFolder.Witness witness)
        implements Role {
    /// Takes the folder and starts the broker.
    ///
    /// The order matters to guests that come meanwhile: the lock file names the sockets first, then
    /// the control socket lets them wait, and it answers when the broker runs.
    static Owner open(EmbeddedFolder.Place place, EmbeddedFolder.Witness witness)
            throws IOException, InterruptedException {
        var path = place.folder();
        try (var opened = new Opened()) {
            var folder = opened.add(DataFolder.open(path));
            var sockets = Sockets.of(path, place.runtimeFolder());
            folder.note(sockets.note(path));
            var control = opened.add(ControlServer.bind(sockets.control()));
            var broker = opened.add(Broker.start(place.config(), folder));
            broker.findings().forEach(witness::says);
            broker.listen(sockets.broker());
            control.serve(address -> listen(broker, address));
            opened.keep();
            return new Owner(sockets, folder, broker, control, witness);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String bootstrap() {
        return sockets.bootstrap();
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        return listen(broker, address);
    }

    @Override
    public void hurry(long nanosMax) {
        control.hurry(nanosMax);
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        try (folder;
                broker) {
            if (control.guests() > 0) {
                witness.says(
                        "done; staying until the other commands on this folder have ended: "
                                + control.guests());
            }
            control.closeWhenEmpty();
        }
    }

    private static InetSocketAddress listen(Broker broker, InetSocketAddress address)
            throws IOException {
        try {
            return broker.listen(address);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
