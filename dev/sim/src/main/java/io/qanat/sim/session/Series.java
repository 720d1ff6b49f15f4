package io.qanat.sim.session;

import io.qanat.log.TopicPartition;
import io.qanat.record.BatchIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The numbered batches of one idempotent producer for one partition, as a producer sends them:
/// what it was not told of is sent again before anything new.
///
/// ```
///   batches   | told of: in the log | asked for, no answer yet | to be asked for |
/// ```
final class Series {
    /// A log must know so many of a producer's last batches again.
    private static final int AGAIN_MAX = 5;

    private final TopicPartition partition;
    private final long producerId;
    private final List<ByteBuffer> batches = new ArrayList<>();
    private short epoch;
    private int nextSequence;
    private int told;
    private int asked;

    Series(TopicPartition partition, long producerId) {
        this.partition = partition;
        this.producerId = producerId;
    }

    TopicPartition partition() {
        return partition;
    }

    /// The identity of the next batch.
    BatchIdentity next(int recordCount) {
        int first = nextSequence;
        nextSequence += recordCount;
        return BatchIdentity.idempotent(producerId, epoch, first);
    }

    void add(ByteBuffer batch) {
        batches.add(batch);
    }

    /// The batches that are to be asked for, of which it takes note.
    List<Numbered> toBeAsked() {
        List<Numbered> rest = from(asked);
        asked = batches.size();
        return rest;
    }

    /// The same behind the last ones that are in the log, which must be found there.
    List<Numbered> toBeAskedAgain() {
        asked = Math.max(0, told - AGAIN_MAX);
        return toBeAsked();
    }

    private List<Numbered> from(int first) {
        var numbered = new ArrayList<Numbered>();
        for (int at = first; at < batches.size(); at++) {
            Optional<ByteBuffer> before =
                    at == 0 ? Optional.empty() : Optional.of(batches.get(at - 1));
            numbered.add(new Numbered(batches.get(at), before));
        }
        return numbered;
    }

    /// All answers were told: this is what the log has.
    void settle(Predicate<ByteBuffer> isThere) {
        told = 0;
        while (told < batches.size() && isThere.test(batches.get(told))) {
            told++;
        }
        asked = told;
    }

    /// Begins anew under the next epoch, as a producer does that cannot know what is there.
    void renew() {
        epoch++;
        nextSequence = 0;
        batches.clear();
        told = 0;
        asked = 0;
    }
}
