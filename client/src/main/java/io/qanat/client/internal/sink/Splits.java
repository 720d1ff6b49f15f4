package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of batches that a broker refuses as too large: two halves, which take their place.
///
/// ```
///   refused ──► halves are made ──► both stand where the whole stood ──► sent, and split again
///                │ away from the loop,                                    if they are too large
///                │ if they are compressed
///                └── decided meanwhile (its time is over, purged) ──► dropped
/// ```
///
/// The refused batch is in no log, so its sequence numbers go over to the halves, each record's to
/// itself. What was sent behind it has its own numbers, and brokers refuse it as out of order until
/// both halves are through; then it goes again, as behind any batch that failed. If an earlier
/// attempt may have reached the log, brokers know the whole by its numbers and take no half of it;
/// so the halves stay ambiguous, and nothing comes twice. Confined to the client's loop.
final class Splits {
    private static final System.Logger LOGGER = System.getLogger(Splits.class.getName());

    private final Delivery delivery;
    private final Lanes lanes;

    Splits(Delivery delivery, Lanes lanes) {
        this.delivery = delivery;
        this.lanes = lanes;
    }

    static boolean isOfSize(ErrorCode error) {
        return error == ErrorCode.MESSAGE_TOO_LARGE || error == ErrorCode.RECORD_LIST_TOO_LARGE;
    }

    /// Begins to split a shipment that was refused; false if it cannot be split, or nobody waits
    /// for it.
    boolean begin(Shipment whole, ClientException cause, long nowNanos) {
        Batch batch = whole.batch();
        if (whole.isSettled() || batch.built().recordCount() < 2) {
            return false;
        }
        LOGGER.log(
                System.Logger.Level.DEBUG,
                "batch is too large and split partition="
                        + whole.lane().home()
                        + " records="
                        + batch.built().recordCount()
                        + " bytes="
                        + batch.built().sizeInBytes());
        batch.home().refusedAsTooLarge();
        whole.lane().failed();
        if (batch.isHomeCompressed()) {
            var halves = new ArrayList<Batch>();
            lanes.away(
                    whole,
                    () -> halves.addAll(batch.halves()),
                    (failure, doneNanos) -> made(whole, halves, failure, cause, doneNanos));
        } else {
            replace(whole, batch.halves());
        }
        return true;
    }

    private void made(
            Shipment whole,
            List<Batch> halves,
            @Nullable RuntimeException failure,
            ClientException cause,
            long nowNanos) {
        if (whole.isSettled()) {
            halves.forEach(Batch::free);
            delivery.release(whole);
        } else if (failure != null) {
            cause.addSuppressed(failure);
            delivery.giveUp(whole, cause, nowNanos);
        } else {
            replace(whole, halves);
        }
        lanes.arrange(whole.lane(), nowNanos);
    }

    private void replace(Shipment whole, List<Batch> halves) {
        whole.batch().handOver(halves);
        var parts = new ArrayList<Shipment>(halves.size());
        int distance = 0;
        for (Batch half : halves) {
            parts.add(whole.part(half, distance));
            distance += half.built().recordCount();
        }
        lanes.replace(whole, parts);
        whole.batch().free();
    }
}
