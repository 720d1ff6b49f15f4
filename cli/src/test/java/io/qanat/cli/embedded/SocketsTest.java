package io.qanat.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketsTest {
    @TempDir private Path place;

    @Test
    void liesInTheDataFolder() throws IOException {
        var sockets = Sockets.of(place, place.resolve("run"));

        assertThat(sockets.broker()).isEqualTo(place.toRealPath().resolve("qanat.sock"));
        assertThat(sockets.control()).isEqualTo(place.toRealPath().resolve("qanat.ctl"));
        assertThat(sockets.note(place)).isEqualTo("qanat.sock");
    }

    @Test
    void liesInThePrivateRuntimeFolderWhenThePathIsLong() throws IOException {
        var folder = Files.createDirectories(place.resolve("x".repeat(120)));
        var run = place.resolve("run");

        var sockets = Sockets.of(folder, run);

        assertThat(sockets.broker().getParent()).isEqualTo(run.toRealPath());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
    }

    @Test
    void givesTwoLongFoldersTwoSockets() throws IOException {
        var one = Files.createDirectories(place.resolve("x".repeat(120)));
        var other = Files.createDirectories(place.resolve("y".repeat(120)));
        var run = place.resolve("run");

        assertThat(Sockets.of(one, run))
                .isEqualTo(Sockets.of(one, run))
                .isNotEqualTo(Sockets.of(other, run));
    }

    @Test
    void refusesARuntimeFolderThatOthersMayEnter() throws IOException {
        var folder = Files.createDirectories(place.resolve("x".repeat(120)));
        var run = Files.createDirectory(place.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> Sockets.of(folder, run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mode 0700");
    }

    @Test
    void isFoundAgainByItsNote() throws IOException {
        var folder = Files.createDirectories(place.resolve("x".repeat(120)));
        var inside = Sockets.of(place, place.resolve("run"));
        var outside = Sockets.of(folder, place.resolve("run"));

        assertThat(Sockets.noted(place, inside.note(place))).isEqualTo(inside);
        assertThat(Sockets.noted(folder, outside.note(folder))).isEqualTo(outside);
    }
}
