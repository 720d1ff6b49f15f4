package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.QanatClient;
import io.qanat.it.peer.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our client in our broker's Unix-domain socket, beside TCP.
class UnixSocketIT {
    private static final String TOPIC = "socket";

    @TempDir private Path data;

    @Test
    void recordsGoInByOneDoorAndOutByTheOther() throws InterruptedException {
        // Given
        Path socket = data.resolve("socket");
        try (var node = QanatNode.start(data)) {
            node.broker().listen(socket);
            // When
            new QanatClient().produce("unix:" + socket, TOPIC, "zstd", Samples.records());
            // Then
            int count = Samples.records().size();
            assertThat(new KafkaClientsClient().consume(node.bootstrap(), TOPIC, count))
                    .extracting(StoredRecord::record)
                    .isEqualTo(Samples.records());
            assertThat(new QanatClient().consume("unix:" + socket, TOPIC, count))
                    .extracting(StoredRecord::record)
                    .isEqualTo(Samples.records());
        }
    }

    @Test
    void onlyTheUserMayEnterAndGuestsAreCounted() throws IOException, InterruptedException {
        // Given
        Path socket = data.resolve("socket");
        try (var node = QanatNode.start(data)) {
            node.broker().listen(socket);
            // When
            List<Long> offsets =
                    new QanatClient().produce("unix:" + socket, TOPIC, "none", Samples.records());
            // Then
            assertThat(offsets).hasSameSizeAs(Samples.records());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> node.broker().guests() == 0);
        }
    }
}
