package io.qanat.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.pattern.Outbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TransactionalOutboxIT {
    @TempDir private Path data;
    private EmbeddedBroker broker;
    private String database;

    @BeforeEach
    void start() throws InterruptedException {
        broker = EmbeddedBroker.start(data.resolve("broker"));
        database = "jdbc:h2:" + data.resolve("shop") + ";WRITE_DELAY=0";
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void publishesExactlyWhatIsCommitted() throws Exception {
        // When
        TransactionalOutbox.run(broker.bootstrap(), database, 30);

        // Then
        Map<String, String> orders = orders();
        assertThat(orders).hasSize(20);
        assertThat(eventsByOrder().keySet()).isEqualTo(orders.keySet());
        assertThat(eventsByOrder().values()).containsOnly(List.of("created", "paid"));
        assertThat(count("SELECT COUNT(*) FROM outbox")).isZero();
    }

    @Test
    void losesAndInventsNothingWhenItIsKilled() throws Exception {
        // Given
        try (Program program =
                Program.start(TransactionalOutbox.class, broker.bootstrap(), database, "1000000")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> program.lines().size() >= 3);

            // When
            program.kill();
            program.awaitEnd();
        }
        TransactionalOutbox.run(broker.bootstrap(), database, 0);

        // Then
        Map<String, String> orders = orders();
        Map<String, List<String>> events = eventsByOrder();
        assertThat(orders).hasSizeGreaterThanOrEqualTo(20);
        assertThat(events.keySet()).isEqualTo(orders.keySet());
        orders.forEach((order, state) ->
                assertThat(events.get(order))
                        .isEqualTo(
                                state.equals("paid")
                                        ? List.of("created", "paid")
                                        : List.of("created")));
        assertThat(count("SELECT COUNT(*) FROM outbox")).isZero();
    }

    /// The states that the topic tells of each order, each event once: as an inbox takes them.
    private Map<String, List<String>> eventsByOrder() throws InterruptedException {
        Set<String> taken = new HashSet<>();
        var events = new TreeMap<String, List<String>>();
        for (ConsumedRecord record : Topics.read(broker.bootstrap(), TransactionalOutbox.TOPIC)) {
            if (taken.add(eventId(record))) {
                events.computeIfAbsent(Topics.text(record.key()), order -> new ArrayList<>())
                        .add(Topics.text(record.value()));
            }
        }
        return events;
    }

    private static String eventId(ConsumedRecord record) {
        var header = record.headers().getFirst();
        assertThat(header.key()).isEqualTo(Outbox.EVENT_ID);
        return StandardCharsets.UTF_8
                .decode(Objects.requireNonNull(header.value()).duplicate())
                .toString();
    }

    private Map<String, String> orders() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, state FROM orders")) {
            var orders = new LinkedHashMap<String, String>();
            while (found.next()) {
                orders.put(found.getString(1), found.getString(2));
            }
            return new TreeMap<>(orders);
        }
    }

    private int count(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getInt(1);
        }
    }
}
