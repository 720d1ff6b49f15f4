package io.qanat.client.async;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.concurrent.CompletionStage;

/// A callback whose work goes on when it has returned: nobody's outcome waits for that.
@FunctionalInterface
public interface AsyncCallback extends Callback {
    /// Takes the record's outcome and begins what is to be done with it.
    ///
    /// @return completes when that is done
    CompletionStage<?> begin(Outcome outcome);

    @Override
    default void completed(Outcome outcome) {
        begin(outcome);
    }
}
