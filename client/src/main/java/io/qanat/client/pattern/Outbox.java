package io.qanat.client.pattern;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A table of events that are written in the transaction of what they tell of, and published after
/// it.
///
/// Guarantee: an event of a transaction that is committed is published at least once, one of a
/// transaction that is not never; those of one key in the order of their ids, each only after the
/// one before it is acknowledged. What was published when a relay was cut off is published again,
/// with the same [#EVENT_ID] in its headers: an [Inbox] at the other end takes it once. An event
/// that can never be delivered, as one too large, holds back those of its key until its row is
/// removed. Two transactions with events of one key must exclude each other, for example by
/// changing the same row first: ids are given when a row is written, not when it is committed.
///
/// Immutable; many threads may write, and relays of several processes take turns at the rows.
public final class Outbox {
    /// The header with the event's own id, as text.
    public static final String EVENT_ID = "event-id";

    /// How many events one call of [#relay] publishes at most.
    public static final int RELAY_MAX = 500;

    /// The table, as H2 and PostgreSQL (`BYTEA` for `VARBINARY`) take it.
    public static final String TABLE =
            """
            CREATE TABLE outbox (
                id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                event_id VARCHAR(36) NOT NULL,
                topic VARCHAR(249) NOT NULL,
                entity VARCHAR(1000),
                payload VARBINARY(1000000))
            """;

    private final Producer<byte[], byte[]> producer;

    /// One event as the table has it.
    private record Row(
            long id, String eventId, String topic, @Nullable String key, Payload payload) {
        ProducerRecord<byte[], byte[]> record() {
            return new ProducerRecord<>(
                    topic, null, null, bytes(key), payload.bytes(), List.of(header(eventId)));
        }
    }

    /// What carries bytes is no record.
    private static final class Payload {
        private final byte @Nullable [] bytes;

        Payload(byte @Nullable [] bytes) {
            this.bytes = bytes;
        }

        byte @Nullable [] bytes() {
            return bytes;
        }
    }

    /// An outbox that publishes with a producer, which stays the caller's to close.
    ///
    /// @param producer with acks=all, or acknowledged means less
    public Outbox(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /// Writes an event into the transaction that the connection is in.
    ///
    /// @param key the entity whose events stay in order; null for none
    /// @return the event's id
    public static String add(
            Connection connection, String topic, @Nullable String key, byte @Nullable [] payload)
            throws SQLException {
        String eventId = UUID.randomUUID().toString();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO outbox (event_id, topic, entity, payload) VALUES (?, ?, ?,"
                                + " ?)")) {
            insert.setString(1, eventId);
            insert.setString(2, topic);
            insert.setString(3, key);
            insert.setBytes(4, payload);
            insert.executeUpdate();
        }
        return eventId;
    }

    /// Publishes what is committed, waits for the outcomes, and removes what was delivered: one
    /// round, to be called again and again. It is a transaction of its own.
    ///
    /// @param connection not within a transaction
    /// @return how many events were delivered; when it is [#RELAY_MAX] there are probably more
    /// @throws SQLException when the database refuses; then nothing is removed
    public int relay(Connection connection) throws SQLException {
        boolean wasAutomatic = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            List<Row> delivered = publish(rows(connection));
            remove(connection, delivered);
            connection.commit();
            return delivered.size();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(wasAutomatic);
        }
    }

    /// Locked, so that no other relay overtakes this one.
    private static List<Row> rows(Connection connection) throws SQLException {
        var rows = new ArrayList<Row>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT id, event_id, topic, entity, payload FROM outbox ORDER BY id FETCH"
                                + " FIRST "
                                + RELAY_MAX
                                + " ROWS ONLY FOR UPDATE")) {
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(
                            new Row(
                                    found.getLong(1),
                                    found.getString(2),
                                    found.getString(3),
                                    found.getString(4),
                                    new Payload(found.getBytes(5))));
                }
            }
        }
        return rows;
    }

    /// Each key's events one after the other, up to the first that is not delivered; keys side by
    /// side.
    private List<Row> publish(List<Row> rows) {
        var lastOfKey = new HashMap<String, CompletableFuture<Boolean>>();
        var outcomes = new ArrayList<CompletableFuture<Boolean>>();
        for (Row row : rows) {
            CompletableFuture<Boolean> before =
                    row.key() == null
                            ? CompletableFuture.completedFuture(true)
                            : lastOfKey.getOrDefault(
                                    row.key(), CompletableFuture.completedFuture(true));
            CompletableFuture<Boolean> mine =
                    before.thenCompose(isDelivered ->
                            isDelivered
                                    ? producer.send(row.record()).thenApply(Outcome::isDelivered)
                                    : CompletableFuture.completedFuture(false));
            outcomes.add(mine);
            if (row.key() != null) {
                lastOfKey.put(row.key(), mine);
            }
        }
        var delivered = new ArrayList<Row>();
        for (int i = 0; i < rows.size(); i++) {
            if (outcomes.get(i).join()) {
                delivered.add(rows.get(i));
            }
        }
        return delivered;
    }

    private static void remove(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM outbox WHERE id = ?")) {
            for (Row row : rows) {
                delete.setLong(1, row.id());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static RecordHeader header(String eventId) {
        return new RecordHeader(
                EVENT_ID, ByteBuffer.wrap(eventId.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
