package io.qanat.log;

import java.io.IOException;
import java.util.Collection;

/// Whoever does the same I/O for each of many partitions. A sync mostly waits, and syncs that wait
/// at the same time share one commit of the file system's journal, so that several threads take a
/// fraction of the time of one.
interface Crew {
    /// The caller's own thread.
    Crew ALONE = Crew::alone;

    /// What is done for one partition, by one thread.
    interface Work<T> {
        /// Does it.
        void on(T item) throws IOException;
    }

    /// Does it for all, in no certain order, and returns when no thread works on it any more. After
    /// an error the rest may be left out.
    ///
    /// @throws IOException the first error
    <T> void forEach(Collection<T> items, Work<T> work) throws IOException;

    private static <T> void alone(Collection<T> items, Work<T> work) throws IOException {
        for (T item : items) {
            work.on(item);
        }
    }
}
