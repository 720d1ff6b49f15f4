package io.qanat.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.pattern.Inbox;
import io.qanat.client.pattern.Outbox;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The two tables, where something goes wrong.
@Timeout(60)
class OutboxIT {
    @TempDir private Path data;
    private EmbeddedBroker broker;
    private Connection database;
    private Producer<byte[], byte[]> producer;
    private Outbox outbox;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(data.resolve("broker"));
        database = DriverManager.getConnection("jdbc:h2:" + data.resolve("shop"));
        execute(Outbox.TABLE);
        execute(Inbox.TABLE);
        producer =
                Producer.create(
                        ProducerConfig.builder(BootstrapServers.parse(broker.bootstrap()))
                                .requestBytesMax(10_000)
                                .build(),
                        Serializer.BYTES,
                        Serializer.BYTES);
        outbox = new Outbox(producer);
    }

    @AfterEach
    void stop() throws SQLException {
        producer.close();
        database.close();
        broker.close();
    }

    @Test
    void anEventThatFailsHoldsBackItsOwnKeyAlone() throws Exception {
        // Given
        add("a", "a1");
        add("a", "x".repeat(20_000));
        add("a", "a3");
        add("b", "b1");

        // When
        int delivered = outbox.relay(database);

        // Then
        assertThat(delivered).isEqualTo(2);
        assertThat(values()).containsExactlyInAnyOrder("a1", "b1");
        assertThat(outbox.relay(database)).isZero();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void publishesAgainWhatTheDatabaseDidNotForget() throws Exception {
        // Given
        add("a", "a1");
        execute("CREATE TABLE keeper (id BIGINT REFERENCES outbox (id))");
        execute("INSERT INTO keeper SELECT id FROM outbox");

        // When
        assertThatThrownBy(() -> outbox.relay(database)).isInstanceOf(SQLException.class);
        execute("DROP TABLE keeper");
        int delivered = outbox.relay(database);

        // Then
        assertThat(delivered).isEqualTo(1);
        assertThat(values()).containsExactly("a1", "a1");
        var records = Topics.read(broker.bootstrap(), "events");
        assertThat(Inbox.accept(database, records.get(0))).isTrue();
        assertThat(Inbox.accept(database, records.get(1))).isFalse();
        assertThat(database.getAutoCommit()).isTrue();
    }

    @Test
    void whatIsRolledBackIsNotTaken() throws Exception {
        // Given
        database.setAutoCommit(false);
        boolean before = Inbox.accept(database, "event-1");

        // When
        database.rollback();

        // Then
        assertThat(before).isTrue();
        assertThat(Inbox.accept(database, "event-1")).isTrue();
        assertThat(Inbox.forget(database, Instant.now().plusSeconds(60))).isEqualTo(1);
        assertThat(Inbox.accept(database, "event-1")).isTrue();
    }

    private void add(String key, String value) throws SQLException {
        Outbox.add(database, "events", key, value.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> values() throws InterruptedException {
        return Topics.read(broker.bootstrap(), "events").stream()
                .map(record -> Topics.text(record.value()))
                .toList();
    }

    private int rows() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM outbox")) {
            found.next();
            return found.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
