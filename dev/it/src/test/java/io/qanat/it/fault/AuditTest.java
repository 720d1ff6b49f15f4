package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AuditTest {
    private final Ledger ledger = new Ledger();
    private final Account account = ledger.open("w", 1);

    @Test
    void findsNothingWhenAllIsInItsPlace() {
        acknowledge(0, 1, 2);

        assertThat(audit(0, 1, 2).findings()).isEmpty();
    }

    @Test
    void acceptsUnsureRecordsThereOrNot() {
        account.unsure(account.send());
        account.unsure(account.send());

        Audit audit = audit(1);

        assertThat(audit.findings()).isEmpty();
        assertThat(audit.records()).isEqualTo(1);
    }

    @Test
    void findsAnAcknowledgedRecordThatIsLost() {
        acknowledge(0, 1, 2);

        assertOnly(Anomaly.LOST, 1, audit(0, 1));
    }

    @Test
    void findsAnAcknowledgedRecordAtAnotherOffset() {
        acknowledge(1);

        assertOnly(Anomaly.MOVED, 1, audit(0));
    }

    @Test
    void findsACopyThatNoKillExplains() {
        acknowledge(0);

        assertOnly(Anomaly.DUPLICATED, 1, audit(0, 0));
    }

    @Test
    void explainsOneCopyPerKill() {
        int number = account.send();
        ledger.kill();
        account.acknowledged(number, 1);

        assertThat(audit(0, 0).copiesExplained()).isEqualTo(1);
        assertOnly(Anomaly.DUPLICATED, 1, audit(0, 0, 0));
    }

    @Test
    void findsACopyOfAnIdempotentWriterInSpiteOfAKill() {
        Account idempotent = ledger.openIdempotent("i", 1);
        int number = idempotent.send();
        ledger.kill();
        idempotent.acknowledged(number, 0);

        assertOnly(Anomaly.DUPLICATED, 1, audit("i", 0, 0));
    }

    @Test
    void findsTheOrderOfAnIdempotentWriterBroken() {
        Account idempotent = ledger.openIdempotent("i", 1);
        for (int i = 0; i < 3; i++) {
            idempotent.unsure(idempotent.send());
        }

        assertOnly(Anomaly.REORDERED, 1, audit("i", 0, 2, 1));
    }

    @Test
    void letsOtherWritersChangeTheOrder() {
        account.unsure(account.send());
        account.unsure(account.send());

        assertThat(audit(1, 0).findings()).isEmpty();
    }

    @Test
    void findsBytesThatNobodySent() {
        acknowledge(0);
        byte[] value = new Payload("w", 0).bytes();
        value[value.length - 1] ^= 1;
        var audit = new Audit(ledger, Map.of());

        audit.take(0, 0, value);

        assertOnly(Anomaly.WRONG_BYTES, 1, audit);
    }

    @Test
    void findsARecordBeyondAllThatWereSent() {
        assertOnly(Anomaly.WRONG_BYTES, 1, audit(0));
    }

    @Test
    void findsARecordThatWasRefused() {
        account.refused(account.send());

        assertOnly(Anomaly.FALSELY_REFUSED, 1, audit(0));
    }

    @Test
    void findsARecordInAnotherPartition() {
        account.unsure(account.send());
        var audit = new Audit(ledger, Map.of());

        audit.take(3, 0, new Payload("w", 0).bytes());

        assertOnly(Anomaly.MISPLACED, 1, audit);
    }

    @Test
    void findsAnOffsetThatIsLeftOut() {
        account.unsure(account.send());
        var audit = new Audit(ledger, Map.of(0, 5L));

        audit.take(0, 6, new Payload("w", 0).bytes());

        assertOnly(Anomaly.GAP, 1, audit);
    }

    @Test
    void doesNotAnswerForWhatIsBeforeItsStart() {
        acknowledge(0, 1);
        var audit = new Audit(ledger, Map.of(0, 1L));

        audit.take(0, 1, new Payload("w", 1).bytes());
        audit.finish();

        assertThat(audit.findings()).isEmpty();
    }

    @Test
    void doesNotMissWhatWentWithTheTopic() {
        acknowledge(0, 1);
        ledger.beginRebirth();
        ledger.endRebirth();

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void findsARecordLostSinceTheTopicIsANewOne() {
        ledger.beginRebirth();
        ledger.endRebirth();
        acknowledge(0);

        assertOnly(Anomaly.LOST, 1, audit());
    }

    @Test
    void findsARecordOfTheOldTopicInTheNewOne() {
        acknowledge(0);
        ledger.beginRebirth();
        ledger.endRebirth();

        assertOnly(Anomaly.RESURRECTED, 1, audit(0));
    }

    @Test
    void acceptsARecordOfEitherTopicThatWasOnItsWay() {
        int number = account.send();
        ledger.beginRebirth();
        ledger.endRebirth();
        account.acknowledged(number, 7);

        assertThat(audit(0).findings()).isEmpty();
        assertThat(audit().findings()).isEmpty();
    }

    /// Records with the numbers from 0, acknowledged at these offsets.
    private void acknowledge(long... offsets) {
        for (long offset : offsets) {
            account.acknowledged(account.send(), offset);
        }
    }

    /// The reading of records with these numbers from offset 0.
    private Audit audit(int... numbers) {
        return audit("w", numbers);
    }

    private Audit audit(String writer, int... numbers) {
        var audit = new Audit(ledger, Map.of());
        for (int offset = 0; offset < numbers.length; offset++) {
            audit.take(0, offset, new Payload(writer, numbers[offset]).bytes());
        }
        audit.finish();
        return audit;
    }

    private static void assertOnly(Anomaly anomaly, int count, Audit audit) {
        assertThat(audit.count(anomaly)).as("%s", audit.findings()).isEqualTo(count);
        assertThat(Stream.of(Anomaly.values()).mapToInt(audit::count).sum()).isEqualTo(count);
    }
}
