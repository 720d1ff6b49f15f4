package io.qanat.cli.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations, sizes and counts as people write and read them. Stateless.
public final class Amounts {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");
    private static final String[] BYTE_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    /// Reads `500ms`, `5s`, `2m`, `1h`; a number alone is seconds.
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration: write for example 500ms, 5s, 2m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
    }

    /// A size with three digits and a unit: `3.83 MiB`.
    public static String size(long sizeInBytes) {
        double amount = (double) sizeInBytes;
        int unit = 0;
        while (amount >= 1024 && unit < BYTE_UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return (unit == 0 ? String.valueOf(Math.round(amount)) : threeDigits(amount))
                + " "
                + BYTE_UNITS[unit];
    }

    /// A time with three digits and a unit: `12.3 ms`.
    public static String time(long nanos) {
        return time((double) nanos);
    }

    private static String time(double nanos) {
        if (nanos < 1e6) {
            return threeDigits(nanos / 1e3) + " µs";
        }
        return nanos < 1e9 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e9) + " s";
    }

    /// A whole number in groups of three digits: `10,000`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// A number and its noun: `1 record`, `2 records`.
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static String threeDigits(double amount) {
        int decimals = amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", amount);
    }
}
