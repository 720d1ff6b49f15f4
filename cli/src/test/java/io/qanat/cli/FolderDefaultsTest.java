package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderDefaultsTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void followsTheXdgSpecification() {
        var given =
                defaults(
                        Map.of("XDG_DATA_HOME", "/data", "XDG_RUNTIME_DIR", "/run/user/7"),
                        "Linux");
        var absent = defaults(Map.of(), "Linux");

        assertThat(given.data()).isEqualTo(Path.of("/data/qanat"));
        assertThat(given.runtime()).isEqualTo(Path.of("/run/user/7/qanat"));
        assertThat(absent.data()).isEqualTo(Path.of("/home/ada/.local/share/qanat"));
        assertThat(absent.runtime().getFileName()).hasToString("qanat-ada");
    }

    @Test
    void ignoresRelativePathsOfTheEnvironment() {
        assertThat(defaults(Map.of("XDG_DATA_HOME", "data"), "Linux").data())
                .isEqualTo(Path.of("/home/ada/.local/share/qanat"));
    }

    @Test
    void usesTheLibraryOfAMac() {
        assertThat(defaults(Map.of("XDG_DATA_HOME", "/data"), "Mac OS X").data())
                .isEqualTo(Path.of("/home/ada/Library/Application Support/Qanat"));
    }

    @Test
    void takesTheHomeFolderFromTheEnvironment() {
        assertThat(FolderDefaults.of(Map.of("HOME", "/elsewhere")).home())
                .isEqualTo(Path.of("/elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here"})
    void asksTheSystemForTheHomeFolderWhenTheEnvironmentHasNone(String home) {
        assertThat(FolderDefaults.of(Map.of("HOME", home)).home())
                .isEqualTo(Path.of(System.getProperty("user.home")));
    }

    private static FolderDefaults defaults(
            Map<String, String> environment, String operatingSystem) {
        return new FolderDefaults(environment, operatingSystem, HOME);
    }
}
