package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.pattern.Inbox;
import io.qanat.client.pattern.Outbox;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Idempotent consumer: the event's id goes into an inbox table, in the transaction of its effect.
///
/// Guarantee: each payment changes the balance once, however often it is in the topic or is read:
/// at-least-once delivery with effects exactly once.
public final class IdempotentConsumer {
    static final String TOPIC = "payments";

    private IdempotentConsumer() {}

    /// Sends payments, one of them twice, reads the topic twice, and returns the balance.
    public static int run(String bootstrap, String jdbcUrl)
            throws SQLException, InterruptedException {
        var config = ProducerConfig.builder(BootstrapServers.parse(bootstrap)).build();
        try (Producer<String, String> producer =
                Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            // As an outbox does whose relay was cut off: the same event, the same id, sent again.
            for (String id : List.of("p-1", "p-2", "p-2", "p-3")) {
                producer.send(new ProducerRecord<>(TOPIC, "account", "10").with(eventId(id)))
                        .join()
                        .orThrow();
            }
        }
        try (Connection database = DriverManager.getConnection(jdbcUrl)) {
            createTables(database);
            consume(database, Topics.read(bootstrap, TOPIC));
            // A consumer that lost its place begins again.
            consume(database, Topics.read(bootstrap, TOPIC));
            return balance(database);
        }
    }

    private static void consume(Connection database, List<ConsumedRecord> records)
            throws SQLException {
        database.setAutoCommit(false);
        for (ConsumedRecord record : records) {
            if (Inbox.accept(database, record)) {
                try (PreparedStatement pay =
                        database.prepareStatement("UPDATE accounts SET balance = balance + ?")) {
                    pay.setInt(1, Integer.parseInt(Topics.text(record.value())));
                    pay.executeUpdate();
                }
            }
            database.commit();
        }
        database.setAutoCommit(true);
    }

    private static void createTables(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(Inbox.TABLE);
            statement.execute("CREATE TABLE accounts (balance INT)");
            statement.execute("INSERT INTO accounts VALUES (0)");
        }
    }

    private static int balance(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("SELECT balance FROM accounts")) {
            found.next();
            return found.getInt(1);
        }
    }

    private static RecordHeader eventId(String id) {
        return new RecordHeader(
                Outbox.EVENT_ID, ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
    }

    /// Runs it with a database in memory and prints the balance.
    public static void main(String... arguments) throws SQLException, InterruptedException {
        System.out.println(run(Topics.bootstrap(arguments), "jdbc:h2:mem:inbox"));
    }
}
