package io.qanat.broker.api;

import io.qanat.log.Appended;
import io.qanat.log.LogException;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// What becomes of one partition's part of a produce request. Immutable.
sealed interface PartitionWrite {
    /// Where a record is that was not stored.
    long NO_OFFSET = -1;

    /// The partition's part of the response; called when the write is done.
    PartitionProduceResponse response(int partition);

    /// Not taken.
    record Refused(Refusal refusal) implements PartitionWrite {
        @Override
        public PartitionProduceResponse response(int partition) {
            return PartitionProduceResponse.builder()
                    .index(partition)
                    .errorCode(refusal.code().code())
                    .baseOffset(NO_OFFSET)
                    .recordErrors(refusal.records())
                    .errorMessage(refusal.message())
                    .build();
        }
    }

    /// Handed to the log.
    ///
    /// @param appended where the log has put the batch
    record Appending(CompletableFuture<Appended> appended) implements PartitionWrite {
        @Override
        public PartitionProduceResponse response(int partition) {
            try {
                Appended result = appended.join();
                return PartitionProduceResponse.builder()
                        .index(partition)
                        .baseOffset(result.baseOffset())
                        .logAppendTimeMs(result.logAppendTimeMillis())
                        .logStartOffset(result.logStartOffset())
                        .build();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof LogException cause) {
                    var refusal =
                            Refusal.of(LogErrors.code(cause), String.valueOf(cause.getMessage()));
                    return new Refused(refusal)
                            .response(partition).toBuilder()
                                    .logStartOffset(LogErrors.logStartOffset(cause))
                                    .build();
                }
                throw failed;
            }
        }
    }
}
