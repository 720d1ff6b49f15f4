package io.qanat.cli.embedded;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// Things that were opened one after the other, and are closed in reverse unless all went well.
/// Confined to one thread.
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /// All went well: nothing is to be closed.
    void keep() {
        things.clear();
    }

    @Override
    public void close() throws IOException {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
