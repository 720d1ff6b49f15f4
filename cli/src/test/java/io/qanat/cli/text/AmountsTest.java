package io.qanat.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {
    @ParameterizedTest
    @CsvSource({"500ms,500", "5s,5000", "7,7000", "2m,120000", "1h,3600000", "0,0"})
    void readsDurations(String text, long millis) {
        assertThat(Amounts.duration(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "5 s", "1d", "9999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Amounts.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no duration");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1023,1023 bytes",
        "1024,1.00 KiB",
        "4012814,3.83 MiB",
        "1073741824,1.00 GiB"
    })
    void writesSizes(long sizeInBytes, String text) {
        assertThat(Amounts.size(sizeInBytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "900,0.90 µs",
        "12340000,12.3 ms",
        "999000000,999 ms",
        "1234000000,1.23 s",
        "99960000,100 ms"
    })
    void writesTimes(long nanos, String text) {
        assertThat(Amounts.time(nanos)).isEqualTo(text);
    }

    @Test
    void writesCounts() {
        assertThat(Amounts.count(1, "record") + Amounts.count(10_000, "record"))
                .isEqualTo("1 record10,000 records");
    }
}
