package io.qanat.client.async;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Carries one callback at a time from `produce` to its outcome; then it resets itself and goes
/// back to where it was taken from. Confined to whoever has it.
final class MessageCallback implements Callback {
    private final CallbackManager manager;
    private @Nullable Callback user;

    MessageCallback(CallbackManager manager) {
        this.manager = manager;
    }

    /// Takes the next callback.
    void carry(Callback next) {
        if (user != null) {
            throw new IllegalStateException("it carries a callback");
        }
        user = next;
    }

    /// The callback that it carries.
    Callback user() {
        return Objects.requireNonNull(user);
    }

    /// Calls the callback, of which nothing is left here when it begins: it may produce, and have
    /// this object again.
    @Override
    public void completed(Outcome outcome) {
        Callback carried = user();
        CallbackManager home = manager;
        drop();
        long startNanos = home.nanos();
        try {
            if (carried instanceof AsyncCallback async) {
                begin(home, async, outcome, startNanos);
                return;
            }
            carried.completed(outcome);
            home.ended(startNanos, null);
        } catch (RuntimeException | Error e) {
            // One record's callback must not cost the others theirs.
            home.ended(startNanos, e);
        }
    }

    /// Carries nothing any more, and is free for another record.
    void drop() {
        user = null;
        manager.put(this);
    }

    private static void begin(
            CallbackManager home, AsyncCallback callback, Outcome outcome, long startNanos) {
        CompletionStage<?> stage = Objects.requireNonNull(callback.begin(outcome), "no stage");
        var unused = stage.whenComplete((done, failure) -> home.ended(startNanos, failure));
    }
}
