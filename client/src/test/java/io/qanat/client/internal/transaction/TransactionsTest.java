package io.qanat.client.internal.transaction;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.DeadlineException;
import io.qanat.client.FencedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.TransactionException;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.client.internal.transaction.CommitResult.Committed;
import io.qanat.client.internal.transaction.CommitResult.NotCommitted;
import io.qanat.client.producer.Outcome;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private ScriptedTransactions transactions = new ScriptedTransactions(true);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theClientEnrolsPartitionsInTheFirstVersionOnly(boolean isSecondVersion) {
        // Given
        use(isSecondVersion);
        begun();

        // When
        transactions.send("a");
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValue(Committed.COMMITTED);
        assertThat(sent(ApiKey.ADD_PARTITIONS_TO_TXN)).hasSize(isSecondVersion ? 0 : 1);
        assertThat(sent(ApiKey.PRODUCE))
                .singleElement()
                .extracting(ScriptedRequest::version)
                .isEqualTo(isSecondVersion ? 12 : 11);
        assertThat(sent(ApiKey.END_TXN))
                .singleElement()
                .extracting(ScriptedRequest::version)
                .isEqualTo(isSecondVersion ? 5 : 4);
        assertThat(transactions.producer.logs.values(ORDERS_0)).containsExactly("a");
    }

    @Test
    void everyEndMakesTheEpochGrowInTheSecondVersion() {
        // When
        for (String value : List.of("a", "b", "c")) {
            begun();
            transactions.send(value);
            assertThat(transactions.commit()).isCompletedWithValue(Committed.COMMITTED);
        }

        // Then
        assertThat(transactions.producer.logs.identities(ORDERS_0))
                .extracting(identity -> (int) identity.producerEpoch())
                .containsExactly(0, 1, 2);
    }

    @Test
    void sequencesGoOnAcrossTransactionsOfTheFirstVersion() {
        // Given
        use(false);

        // When
        for (String value : List.of("a", "b", "c")) {
            begun();
            transactions.send(value);
            assertThat(transactions.commit()).isCompletedWithValue(Committed.COMMITTED);
        }

        // Then
        assertThat(transactions.producer.logs.identities(ORDERS_0))
                .extracting(identity -> identity.producerEpoch() + ":" + identity.baseSequence())
                .containsExactly("0:0", "0:1", "0:2");
        assertThat(transactions.raised()).containsExactly(-1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "COORDINATOR_NOT_AVAILABLE",
                "NOT_COORDINATOR",
                "COORDINATOR_LOAD_IN_PROGRESS",
                "CONCURRENT_TRANSACTIONS"
            })
    void whatPassesIsTriedAgain(ErrorCode error) {
        // Given
        use(false);
        for (ApiKey key :
                List.of(
                        ApiKey.INIT_PRODUCER_ID,
                        ApiKey.ADD_PARTITIONS_TO_TXN,
                        ApiKey.ADD_OFFSETS_TO_TXN,
                        ApiKey.TXN_OFFSET_COMMIT,
                        ApiKey.END_TXN)) {
            transactions.refuse(key, error, error);
        }
        begun();

        // When
        transactions.send("a");
        transactions.offsets("copiers");
        var committed = transactions.commit();
        runFor(5 * SECOND);

        // Then
        assertThat(committed).isCompletedWithValue(Committed.COMMITTED);
        assertThat(transactions.ends()).containsExactly("commit@0", "commit@0", "commit@0");
    }

    @Test
    void theCoordinatorIsLookedForAgain() {
        // Given
        transactions.refuse(
                ApiKey.FIND_COORDINATOR,
                ErrorCode.COORDINATOR_NOT_AVAILABLE,
                ErrorCode.COORDINATOR_NOT_AVAILABLE);

        // When
        var begun = transactions.begin();
        runFor(SECOND);

        // Then
        assertThat(begun).isCompleted();
        assertThat(sent(ApiKey.FIND_COORDINATOR)).hasSize(3);
    }

    @Test
    void anAbortGivesUpWhatWasNotSent() {
        // Given
        use(false);
        begun();
        transactions.brokers.hold(ApiKey.ADD_PARTITIONS_TO_TXN);
        transactions.send("a");
        runFor(10 * MILLI);

        // When
        var aborted = transactions.abort();
        var held = transactions.brokers.takeHeld();
        transactions.brokers.answerAgain(ApiKey.ADD_PARTITIONS_TO_TXN);
        assertThat(aborted).isNotDone();
        held.getFirst().wire().reset(transactions.producer.now());
        runFor(SECOND);

        // Then
        assertThat(aborted).isCompleted();
        assertThat(transactions.producer.outcome("a")).isInstanceOf(Outcome.NotPersisted.class);
        assertThat(transactions.ends()).containsExactly("abort@0");
    }

    @Test
    void aFailedRecordDoomsTheTransaction() {
        // Given
        begun();
        transactions.producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_RECORD);
        transactions.send("a");
        runFor(10 * MILLI);

        // When
        transactions.send("b");
        runFor(10 * MILLI);
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValueMatching(NotCommitted.class::isInstance);
        assertThat(transactions.producer.outcome("b")).isInstanceOf(Outcome.NotPersisted.class);
        assertThat(transactions.ends()).containsExactly("abort@0");
        assertThat(transactions.producer.logs.values(ORDERS_0)).isEmpty();
    }

    @Test
    void aRecordThatWasTakenBackDoomsNothing() {
        // Given
        begun();
        var taken = transactions.producer.sending("orders", 0, "a");
        transactions.send("b");
        assertThat(taken.withdraw()).isTrue();

        // When
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValue(Committed.COMMITTED);
        assertThat(transactions.producer.logs.values(ORDERS_0)).containsExactly("b");
    }

    @Test
    void aCommitWaitsForEveryRecordAndOffset() {
        // Given
        begun();
        transactions.brokers.hold(ApiKey.PRODUCE).hold(ApiKey.TXN_OFFSET_COMMIT);
        transactions.send("a");
        transactions.offsets("copiers");

        // When
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isNotDone();
        assertThat(transactions.ends()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitWithoutAnAnswerIsOfUnknownFateAndNeverAborted(boolean isSecondVersion) {
        // Given
        use(isSecondVersion);
        unknownCommit();

        // When
        var aborted = transactions.abort();
        var begun = transactions.begin();
        runFor(60 * SECOND);

        // Then
        assertThat(aborted).failsWithin(Duration.ZERO);
        assertThat(failure(begun)).isInstanceOf(TransactionException.class);
        assertThat(transactions.ends()).isNotEmpty().allMatch("commit@0"::equals);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitOfUnknownFateIsCommittedAgain(boolean isSecondVersion) {
        // Given
        use(isSecondVersion);
        unknownCommit();
        transactions.brokers.answerAgain(ApiKey.END_TXN);

        // When
        var again = transactions.commitAgain();
        runFor(60 * SECOND);
        var next = transactions.begin();
        runFor(SECOND);

        // Then
        assertThat(again).isCompletedWithValue(Committed.COMMITTED);
        assertThat(next).isCompleted();
        // With the first version a late commit would hit the next transaction (KAFKA-17754), so
        // another epoch is asked for.
        assertThat(transactions.raised()).isEqualTo(isSecondVersion ? List.of(-1) : List.of(-1, 0));
    }

    @Test
    void aCommitOfUnknownFateEndsWithAProducerThatStartsOver() {
        // Given
        unknownCommit();
        transactions.brokers.answerAgain(ApiKey.END_TXN);

        // When
        var initialized = transactions.initialize();
        runFor(60 * SECOND);

        // Then
        assertThat(initialized).isCompleted();
        assertThat(transactions.raised()).hasSizeGreaterThan(1).containsOnly(-1);
        assertThat(transactions.ends()).allMatch("commit@0"::equals);
    }

    @Test
    void aLateAnswerDecidesACommitOfUnknownFate() {
        // Given
        begun();
        transactions.send("a");
        transactions.brokers.hold(ApiKey.END_TXN);
        var committed = transactions.commit();
        runFor(21 * SECOND);
        assertThat(committed).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);

        // When
        transactions
                .brokers
                .takeHeld()
                .getFirst()
                .answer(transactions.ended(), transactions.producer.now());
        runFor(MILLI);

        // Then
        assertThat(transactions.commitAgain()).isCompletedWithValue(Committed.COMMITTED);
        assertThat(transactions.begin()).isCompleted();
    }

    @Test
    void aTimeThatIsOverBeforeAnyEndWasAskedForMeansNotCommitted() {
        // Given
        begun();
        transactions.brokers.hold(ApiKey.PRODUCE);
        transactions.send("a");

        // When
        var committed = transactions.commit();
        runFor(21 * SECOND);

        // Then
        assertThat(committed)
                .isCompletedWithValueMatching(result ->
                        result instanceof NotCommitted refused
                                && refused.cause() instanceof DeadlineException);
        assertThat(transactions.ends()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCER_FENCED", "INVALID_PRODUCER_EPOCH"})
    void aFencedProducerIsOfNoUseAnyMore(ErrorCode error) {
        // Given
        begun();
        transactions.send("a");
        transactions.refuse(ApiKey.END_TXN, error);

        // When
        var committed = transactions.commit();
        var begun = transactions.begin();
        runFor(SECOND);

        // Then
        assertThat(committed)
                .isCompletedWithValueMatching(result ->
                        result instanceof NotCommitted refused
                                && refused.cause() instanceof FencedException);
        assertThat(failure(begun)).isInstanceOf(FencedException.class);
    }

    @Test
    void aFencedRetryOfACommitSaysNothingOfTheFirstAttempt() {
        // Given
        begun();
        transactions.send("a");
        transactions.refuse(
                ApiKey.END_TXN, ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.PRODUCER_FENCED);

        // When
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);
    }

    @Test
    void aCommitThatWasRefusedWithoutAReasonIsCommittedAgain() {
        // Given
        begun();
        transactions.send("a");
        transactions.refuse(ApiKey.END_TXN, ErrorCode.UNKNOWN_SERVER_ERROR);
        var committed = transactions.commit();
        runFor(SECOND);
        assertThat(committed).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);

        // When
        var again = transactions.commitAgain();
        runFor(SECOND);

        // Then
        assertThat(again).isCompletedWithValue(Committed.COMMITTED);
        assertThat(transactions.ends()).containsExactly("commit@0", "commit@0");
    }

    @Test
    void aCommitOfUnknownFateStaysUnknownWhenNobodyCanBeAskedAgain() {
        // Given
        unknownCommitWithAnAnswer();
        transactions.brokers.down(ScriptedTransactions.COORDINATOR, transactions.producer.now());

        // When
        var again = transactions.commitAgain();
        runFor(21 * SECOND);
        transactions.brokers.up(ScriptedTransactions.COORDINATOR);
        runFor(10 * SECOND);

        // Then
        assertThat(again).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);
        assertThat(transactions.ends()).containsExactly("commit@0");
    }

    @Test
    void aCommitOfUnknownFateStaysUnknownWhenTheProducerEndsBeforeItIsAskedForAgain() {
        // Given
        unknownCommitWithAnAnswer();
        transactions.brokers.down(ScriptedTransactions.COORDINATOR, transactions.producer.now());
        var again = transactions.commitAgain();

        // When
        transactions.producer.sinks.abort(new ClientClosedException("closed"));

        // Then
        assertThat(again).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);
    }

    @Test
    void aCommitIsNotRepeatedInAnotherTransaction() {
        // Given
        unknownCommitWithAnAnswer();
        assertThat(transactions.initialize()).isNotDone();
        runFor(SECOND);
        begun();

        // When
        var again = transactions.commitAgain();
        transactions.send("b");
        runFor(21 * SECOND);

        // Then
        assertThat(again).isCompletedExceptionally();
        assertThat(transactions.commit()).isCompletedWithValue(Committed.COMMITTED);
    }

    @Test
    void anAbortableRefusalOfACommitAborts() {
        // Given
        begun();
        transactions.send("a");
        transactions.refuse(ApiKey.END_TXN, ErrorCode.TRANSACTION_ABORTABLE);

        // When
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValueMatching(NotCommitted.class::isInstance);
        assertThat(transactions.ends()).containsExactly("commit@0", "abort@0");
    }

    @Test
    void anOldEpochAtAPartitionIsDecidedByTheCoordinator() {
        // Given
        begun();
        transactions.producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_PRODUCER_EPOCH);
        transactions.send("a");

        // When
        var committed = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(committed).isCompletedWithValueMatching(NotCommitted.class::isInstance);
        assertThat(transactions.ends()).containsExactly("abort@0");
        assertThat(transactions.begin()).isCompleted();
    }

    @Test
    void whatLeavesAGapIsFollowedByAnotherEpochInTheFirstVersion() {
        // Given
        use(false);
        begun();
        transactions.producer.logs.refuse(ORDERS_0, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        transactions.send("a");
        var committed = transactions.commit();
        runFor(SECOND);
        assertThat(committed).isCompletedWithValueMatching(NotCommitted.class::isInstance);

        // When
        begun();
        transactions.send("b");
        var next = transactions.commit();
        runFor(SECOND);

        // Then
        assertThat(next).isCompletedWithValue(Committed.COMMITTED);
        assertThat(transactions.raised()).containsExactly(-1, 0);
        assertThat(transactions.producer.logs.identities(ORDERS_0).getLast())
                .satisfies(identity -> {
                    assertThat(identity.producerEpoch()).isEqualTo((short) 1);
                    assertThat(identity.baseSequence()).isZero();
                });
    }

    @Test
    void anIdleTransactionIsAbortedBeforeTheBrokersDoThat() {
        // Given
        begun();
        transactions.send("a");

        // When
        runFor(55 * SECOND);
        var committed = transactions.commit();

        // Then
        assertThat(transactions.ends()).containsExactly("abort@0");
        assertThat(committed)
                .isCompletedWithValueMatching(result ->
                        result instanceof NotCommitted refused
                                && refused.cause() instanceof TransactionException);
        assertThat(transactions.begin()).isCompleted();
    }

    @Test
    void aTransactionThatSentNothingAsksNobody() {
        // Given
        begun();

        // When
        var committed = transactions.commit();
        begun();
        var aborted = transactions.abort();

        // Then
        assertThat(committed).isCompletedWithValue(Committed.COMMITTED);
        assertThat(aborted).isCompleted();
        assertThat(transactions.ends()).isEmpty();
    }

    @Test
    void whatIsSentOutsideOfATransactionIsNotPersisted() {
        // Given
        begun();
        assertThat(transactions.commit()).isCompletedWithValue(Committed.COMMITTED);

        // When
        transactions.send("late");
        runFor(SECOND);
        begun();
        runFor(SECOND);

        // Then
        assertThat(transactions.producer.outcome("late")).isInstanceOf(Outcome.NotPersisted.class);
        assertThat(transactions.producer.logs.values(ORDERS_0)).isEmpty();
    }

    @Test
    void aClusterWithoutTransactionsSaysSoAtOnce() {
        // Given
        transactions.refuse(ApiKey.FIND_COORDINATOR, ErrorCode.UNSUPPORTED_VERSION);

        // When
        var begun = transactions.begin();
        runFor(MILLI);

        // Then
        assertThat(failure(begun)).isInstanceOf(BrokerException.class);
    }

    @Test
    void initializingNamesNobodySoThatWhatWasLeftOpenEnds() {
        // When
        var initialized = transactions.initialize();
        runFor(MILLI);

        // Then
        assertThat(initialized).isCompleted();
        assertThat(sent(ApiKey.INIT_PRODUCER_ID))
                .singleElement()
                .satisfies(request -> {
                    var body = (InitProducerIdRequest) request.body();
                    assertThat(body.transactionalId()).isEqualTo("copier");
                    assertThat(body.producerId()).isEqualTo(-1);
                    assertThat(body.transactionTimeoutMs()).isEqualTo(60_000);
                });
    }

    private void unknownCommit() {
        begun();
        transactions.send("a");
        transactions.brokers.hold(ApiKey.END_TXN);
        var committed = transactions.commit();
        runFor(21 * SECOND);
        assertThat(committed).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);
    }

    /// The coordinator has answered, so that nothing is under way.
    private void unknownCommitWithAnAnswer() {
        begun();
        transactions.send("a");
        transactions.refuse(ApiKey.END_TXN, ErrorCode.UNKNOWN_SERVER_ERROR);
        var committed = transactions.commit();
        runFor(SECOND);
        assertThat(committed).isCompletedWithValueMatching(CommitResult.Unknown.class::isInstance);
    }

    private static Throwable failure(CompletableFuture<Void> done) {
        return done.handle((nothing, failure) -> failure).getNow(null);
    }

    private void use(boolean isSecondVersion) {
        transactions = new ScriptedTransactions(isSecondVersion);
    }

    private void begun() {
        var begun = transactions.begin();
        runFor(SECOND);
        assertThat(begun).isCompleted();
    }

    private void runFor(long nanos) {
        transactions.producer.runFor(nanos);
    }

    private List<ScriptedRequest> sent(ApiKey key) {
        return transactions.brokers.requests(key);
    }
}
