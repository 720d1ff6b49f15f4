package io.qanat.client.async;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What looks after the buffer as time goes by. Any thread may call.
interface Monitor {
    /// Begins to look.
    ///
    /// @param look does what is due; returns nanoseconds until the next call, or [Long#MAX_VALUE]
    /// @param onFailure told of what `look` threw: it is not called again then
    void start(LongSupplier look, Consumer<Throwable> onFailure);

    /// Has it look soon.
    void wake();

    /// Ends it.
    void stop();
}
