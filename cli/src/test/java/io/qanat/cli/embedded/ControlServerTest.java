package io.qanat.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ControlServerTest {
    @TempDir private Path folder;
    private Path path;

    @BeforeEach
    void nameSocket() {
        path = folder.resolve("qanat.ctl");
    }

    @Test
    void letsNobodyElseIn() throws IOException {
        try (var server = ControlServer.bind(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(server.guests()).isZero();
        }
    }

    @Test
    void replacesTheSocketOfAnOwnerThatIsGone() throws IOException {
        Files.createFile(path);

        try (var server = ControlServer.bind(path)) {
            server.serve(address -> address);

            assertThat(ControlConnection.enter(path, ControlServerTest::ignore)).isPresent();
        }
    }

    @Test
    void countsAGuestUntilItLeaves() throws IOException, InterruptedException {
        // Given
        var server = ControlServer.bind(path);
        server.serve(address -> address);
        var guest = ControlConnection.enter(path, ControlServerTest::ignore).orElseThrow();
        assertThat(server.guests()).isEqualTo(1);

        // When
        guest.close();
        server.closeWhenEmpty();

        // Then
        assertThat(server.guests()).isZero();
        assertThat(path).doesNotExist();
    }

    @Test
    void tellsGuestsThatTheOwnerIsGone() throws IOException, InterruptedException {
        // Given
        var server = ControlServer.bind(path);
        server.serve(address -> address);
        var lost = new CountDownLatch(1);
        assertThat(ControlConnection.enter(path, lost::countDown)).isPresent();

        // When
        server.hurry(0);
        server.closeWhenEmpty();

        // Then
        assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ControlConnection.enter(path, ControlServerTest::ignore)).isEmpty();
    }

    @Test
    void tellsAGuestNothingWhenItLeavesByItself() throws IOException, InterruptedException {
        // Given
        var server = ControlServer.bind(path);
        server.serve(address -> address);
        var lost = new CountDownLatch(1);
        var guest = ControlConnection.enter(path, lost::countDown).orElseThrow();

        // When
        guest.close();
        server.closeWhenEmpty();

        // Then
        assertThat(lost.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void opensAListenerForAGuest() throws IOException, InterruptedException {
        // Given
        var server = ControlServer.bind(path);
        server.serve(address -> new InetSocketAddress(address.getAddress(), address.getPort() + 1));
        var guest = ControlConnection.enter(path, ControlServerTest::ignore).orElseThrow();

        // When
        var bound = guest.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9092));

        // Then
        assertThat(bound).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9093));
        server.close();
    }

    @Test
    void passesOnWhyAListenerCannotOpen() throws IOException, InterruptedException {
        // Given
        var server = ControlServer.bind(path);
        server.serve(address -> {
            throw new BindException("Address already in use");
        });
        var guest = ControlConnection.enter(path, ControlServerTest::ignore).orElseThrow();

        // When, Then
        assertThatThrownBy(() ->
                        guest.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9092)))
                .isInstanceOf(IOException.class)
                .hasMessage("Address already in use");
        server.close();
    }

    @Test
    void findsNobodyWhereNoSocketIs() {
        assertThat(ControlConnection.enter(folder.resolve("none.ctl"), ControlServerTest::ignore))
                .isEmpty();
    }

    private static void ignore() {}
}
