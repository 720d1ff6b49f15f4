package io.qanat.client.pattern;

import io.qanat.client.consumer.ConsumedRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// A table of the events that a consumer has taken, so that it takes each once.
///
/// Guarantee: of an event that comes twice, or is read again after a crash, the effects are applied
/// once, as long as they are in the same transaction as [#accept] and the event's id is still in
/// the table. Events are known by their [Outbox#EVENT_ID]; one without by its place in the log.
///
/// There is nothing to make: the table is the state. Two transactions that take the same event at
/// once end with an error of the database for one of them, which then begins again.
public final class Inbox {
    /// The table, as H2 and PostgreSQL take it.
    public static final String TABLE =
            """
            CREATE TABLE inbox (
                event_id VARCHAR(300) PRIMARY KEY,
                taken_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)
            """;

    private Inbox() {}

    /// Notes an event in the transaction that the connection is in.
    ///
    /// @return whether it is here for the first time: only then its effects are to be applied
    public static boolean accept(Connection connection, ConsumedRecord record) throws SQLException {
        return accept(connection, eventId(record));
    }

    /// Notes an event in the transaction that the connection is in.
    ///
    /// @return whether it is here for the first time: only then its effects are to be applied
    public static boolean accept(Connection connection, String eventId) throws SQLException {
        // Not an insert that fails: PostgreSQL would give up the whole transaction.
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO inbox (event_id) SELECT CAST(? AS VARCHAR(300)) WHERE NOT EXISTS"
                                + " (SELECT 1 FROM inbox WHERE event_id = ?)")) {
            insert.setString(1, eventId);
            insert.setString(2, eventId);
            return insert.executeUpdate() == 1;
        }
    }

    /// Forgets the events that were taken before a time from which none can come again: the topic's
    /// retention and a margin ago.
    ///
    /// @return how many
    public static int forget(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM inbox WHERE taken_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(before));
            return delete.executeUpdate();
        }
    }

    private static String eventId(ConsumedRecord record) {
        return record.headers().stream()
                .filter(header -> header.key().equals(Outbox.EVENT_ID))
                .flatMap(header -> Optional.ofNullable(header.value()).stream())
                .map(value -> StandardCharsets.UTF_8.decode(value.duplicate()).toString())
                .findFirst()
                .orElseGet(record::toString);
    }
}
