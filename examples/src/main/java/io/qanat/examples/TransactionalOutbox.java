package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.pattern.Outbox;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Transactional outbox: the order and the event that tells of it are one transaction of the
/// database, and a relay publishes what is committed.
///
/// Guarantee: there is an event for exactly those orders that are in the database, also when the
/// program is killed at any point; it may come twice, then with the same event id; the events of
/// one order come in their order.
public final class TransactionalOutbox {
    static final String TOPIC = "outbox-orders";

    private TransactionalOutbox() {}

    /// Takes orders, each of them paid in a second transaction, and publishes their events until
    /// none is left.
    ///
    /// @param orders how many; every third is rolled back
    public static void run(String bootstrap, String jdbcUrl, int orders) throws SQLException {
        var config = ProducerConfig.builder(BootstrapServers.parse(bootstrap)).build();
        try (Connection database = DriverManager.getConnection(jdbcUrl);
                var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            createTables(database);
            var outbox = new Outbox(producer);
            for (int order = 0; order < orders; order++) {
                change(database, "order-" + order, "created", order % 3 != 2);
                change(database, "order-" + order, "paid", order % 3 != 2);
                if (order % 10 == 9) {
                    // In an application this is a loop on a thread and a connection of its own.
                    outbox.relay(database);
                    System.out.println("relayed up to order " + order);
                }
            }
            while (outbox.relay(database) > 0) {}
        }
    }

    private static void change(Connection database, String order, String state, boolean isGood)
            throws SQLException {
        database.setAutoCommit(false);
        try (PreparedStatement write =
                database.prepareStatement("MERGE INTO orders (id, state) VALUES (?, ?)")) {
            write.setString(1, order);
            write.setString(2, state);
            write.executeUpdate();
            Outbox.add(database, TOPIC, order, state.getBytes(StandardCharsets.UTF_8));
            if (isGood) {
                database.commit();
            } else {
                database.rollback();
            }
        } finally {
            database.setAutoCommit(true);
        }
    }

    static void createTables(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(Outbox.TABLE.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"));
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS orders (id VARCHAR(40) PRIMARY KEY, state"
                            + " VARCHAR(20))");
        }
    }

    /// Runs it with a database in a file.
    ///
    /// @param arguments bootstrap servers, JDBC URL, number of orders
    public static void main(String... arguments) throws SQLException {
        if (arguments.length != 3) {
            System.err.println(
                    "usage: TransactionalOutbox BOOTSTRAP JDBC-URL ORDERS, for example"
                            + " TransactionalOutbox localhost:9092 jdbc:h2:mem:shop 100");
            System.exit(2);
        }
        run(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
    }
}
