package io.qanat.client.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private final AtomicLong millis = new AtomicLong(1_000);
    private final AtomicInteger readings = new AtomicInteger();
    private final Calendar calendar = new Calendar(this::read, 5_000_000);

    @Test
    void readsItsClockOnceInAMillisecond() {
        // Given
        readings.set(0);

        // When
        calendar.millisAt(6_000_000);
        calendar.millisAt(6_500_000);
        calendar.millisAt(6_999_999);

        // Then
        assertThat(readings).hasValue(1);
    }

    @Test
    void isNeverMoreThanAMillisecondBehind() {
        // Given
        millis.set(1_001);

        // Then
        assertThat(calendar.millisAt(5_999_999)).isEqualTo(1_000);
        assertThat(calendar.millisAt(6_000_000)).isEqualTo(1_001);
    }

    @Test
    void followsAClockThatIsSetBack() {
        // Given
        millis.set(500);

        // Then
        assertThat(calendar.millisAt(6_000_000)).isEqualTo(500);
    }

    private long read() {
        readings.incrementAndGet();
        return millis.get();
    }
}
