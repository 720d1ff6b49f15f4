package io.qanat.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void readsWhatSchemasAreMadeOf() {
        // When
        var object =
                JsonText.parseObject(
                        """
                        // a licence
                        { "name": "Produce", "apiKey": -7, // why
                          "flag" : true, "other": false, "none": null,
                          "fields": [ {"name": "a // b"}, [], {} ]
                        }
                        // the end\
                        """);

        // Then
        assertThat(object)
                .containsEntry("name", "Produce")
                .containsEntry("apiKey", -7L)
                .containsEntry("flag", true)
                .containsEntry("other", false)
                .containsEntry("none", null);
        assertThat((List<?>) object.get("fields")).asString().isEqualTo("[{name=a // b}, [], {}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"a\"}",
                "{\"a\": 1 \"b\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{} {}",
                "{\"a\": x}",
                "{\"a\": \"b",
                "{\"a\": \"\\n\"}"
            })
    void refusesWhatIsNotJsonOfTheirKind(String text) {
        assertThatThrownBy(() -> JsonText.parseObject(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysInWhichLineTheTextBreaks() {
        // Given
        String text = String.join("\n", Arrays.asList("{", "\"a\": 1,", "\"b\": ?", "}"));

        // When // Then
        assertThatThrownBy(() -> JsonText.parseObject(text)).hasMessageStartingWith("line 3:");
    }
}
