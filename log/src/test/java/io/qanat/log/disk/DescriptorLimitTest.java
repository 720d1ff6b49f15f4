package io.qanat.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {
    @ParameterizedTest
    @CsvSource({"20000, 20000", "unlimited, 9223372036854775807", "?, 1024"})
    void isTheOneInForce(String soft, long expected) {
        String limits =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             96447                96447                processes
                Max open files            %-20s 524288               files
                """
                        .formatted(soft);
        // When, Then
        assertThat(DescriptorLimit.in(limits)).isEqualTo(expected);
    }

    @Test
    void hasAnAnswerForThisProcess() {
        assertThat(DescriptorLimit.ofProcess()).isPositive();
    }
}
