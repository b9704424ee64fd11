package metta.sweep.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lengths of time as people write them.
public final class Durations {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?");
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,12}(\\.[0-9]{1,9})?(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|s|m|h|d)");
    private static final List<String> LARGEST_FIRST = List.of("d", "h", "m", "s", "ms");

    private static final int LONGEST_TEXT = 100;

    /// A century: no sweep runs longer, and nothing overflows on the way.
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(36_525).toSeconds());

    private Durations() {}

    /// Seconds, or amounts with units from the largest to the smallest; empty for anything else.
    static Optional<Duration> parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return duration(new BigDecimal(text));
        }
        if (text.length() > LONGEST_TEXT || !PARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        var seconds = BigDecimal.ZERO;
        int before = -1;
        var part = PART.matcher(text);
        while (part.find()) {
            int unit = LARGEST_FIRST.indexOf(part.group(2));
            if (unit <= before) {
                return Optional.empty();
            }
            before = unit;
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(seconds(part.group(2))));
        }
        return duration(seconds);
    }

    /// As people write it: `1h30m`.
    public static String words(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    /// The plain value that [#parse] reads back exactly: whole seconds as a Long, else text such as `0.25s`.
    static Object toTree(Duration duration) {
        var seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return seconds.scale() <= 0 ? (Object) seconds.longValueExact() : seconds.toPlainString() + "s";
    }

    private static BigDecimal seconds(String unit) {
        return switch (unit) {
            case "d" -> BigDecimal.valueOf(86_400);
            case "h" -> BigDecimal.valueOf(3_600);
            case "m" -> BigDecimal.valueOf(60);
            case "s" -> BigDecimal.ONE;
            default -> new BigDecimal("0.001");
        };
    }

    private static Optional<Duration> duration(BigDecimal seconds) {
        return seconds.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
    }
}
