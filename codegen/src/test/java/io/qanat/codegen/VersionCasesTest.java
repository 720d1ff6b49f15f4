package io.qanat.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionCasesTest {
    private static final Versions VALID = new Versions(2, 9);

    @Test
    void needsNoConditionWhereVersionsAgree() {
        // Given
        VersionCases cases = VersionCases.of(VALID, version -> "same()");

        // When // Then
        assertThat(cases.expression()).isEqualTo("same()");
        assertThat(cases.always()).contains("same()");
    }

    @Test
    void picksByTheNewestVersionFirst() {
        assertThat(VersionCases.of(VALID, version -> "read" + version / 4 + "()").expression())
                .isEqualTo("version >= 8 ? read2() : version >= 4 ? read1() : read0()");
    }

    @Test
    void leavesCasesWithoutCodeOut() {
        assertThat(emitted(VersionCases.of(VALID, version -> version == 5 ? "a();" : "")))
                .isEqualTo("if (version == 5) {\n    a();\n}\n");
        assertThat(emitted(VersionCases.of(VALID, version -> version < 5 ? "a();" : "")))
                .isEqualTo("if (version <= 4) {\n    a();\n}\n");
        assertThat(emitted(VersionCases.of(VALID, version -> ""))).isEmpty();
    }

    @Test
    void sharesConditionsAmongNeighbours() {
        // Given
        VersionCases first = VersionCases.of(VALID, version -> version < 5 ? "a();" : "");
        VersionCases second = VersionCases.of(VALID, version -> version < 5 ? "b();" : "c();");
        VersionCases third = VersionCases.of(VALID, version -> "d();");

        // When // Then
        assertThat(emitted(first, second, third))
                .isEqualTo(
                        "if (version >= 5) {\n    c();\n} else {\n    a();\n    b();\n}\nd();\n");
    }

    private static String emitted(VersionCases... parts) {
        SourceText out = new SourceText();
        VersionCases.emitAll(List.of(parts), out);
        return out.toString();
    }
}
