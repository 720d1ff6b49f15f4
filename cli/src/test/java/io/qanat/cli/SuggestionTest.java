package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "prodcue,produce",
        "produc,produce",
        "consumer,consume",
        "topic,topics",
        "servr,serve",
        "--folow,--follow",
        "--form-beginning,--from-beginning"
    })
    void findsTheWordThatWasMeant(String word, String meant) {
        var words =
                List.of("produce", "consume", "topics", "serve", "--follow", "--from-beginning");

        assertThat(Suggestion.nearest(word, words)).contains(meant);
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Suggestion.nearest("explode", List.of("produce", "consume", "log"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abc,abc,0",
        "abc,acb,1",
        "abc,ab,1",
        "abc,abcd,1",
        "abc,axc,1",
        "'',abc,3",
        "ca,abc,3"
    })
    void countsSlips(String from, String to, int slips) {
        assertThat(Suggestion.slips(from, to)).isEqualTo(slips);
    }
}
