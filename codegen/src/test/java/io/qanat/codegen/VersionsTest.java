package io.qanat.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

    @ParameterizedTest
    @CsvSource({"3, 3, 3", "3-7, 3, 7", "3+, 3, 32767", "none, 0, -1"})
    void readsTheNotationOfTheSchemas(String text, int low, int high) {
        assertThat(Versions.parse(text)).isEqualTo(new Versions(low, high));
    }

    @Test
    void isEmptyWhereRangesDoNotMeet() {
        assertThat(new Versions(0, 3).intersect(new Versions(4, 9)).isEmpty()).isTrue();
        assertThat(new Versions(0, 4).intersect(new Versions(4, 9))).isEqualTo(new Versions(4, 4));
    }

    @Test
    void saysOnlyWhatDistinguishesValidVersions() {
        // Given
        Versions valid = new Versions(3, 13);

        // When // Then
        assertThat(Versions.parse("0+").within(valid)).isEqualTo("3+");
        assertThat(Versions.parse("0-12").within(valid)).isEqualTo("3-12");
        assertThat(Versions.parse("13+").within(valid)).isEqualTo("13");
        assertThat(Versions.parse("0-2").within(valid)).isEqualTo("none");
    }
}
