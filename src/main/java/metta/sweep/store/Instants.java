package metta.sweep.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Reads moments as stores write them, such as `2026-01-02T03:04:05.678901234Z`. The library's own way reads every
/// calendar's spelling: it is asked for all others, and takes as long for a thousand as the rest of their documents.
final class Instants {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int FRACTION = FORM.length() + 1;
    private static final int NANO_DIGITS = 9;

    private Instants() {}

    /// @throws java.time.DateTimeException if the text is no moment
    static Instant parse(String text) {
        int end = text.length() - 1;
        int digits = end > FORM.length() ? end - FRACTION : 0;
        if (!usual(text, end) || digits > NANO_DIGITS || number(text, 11, 13) > 23 || number(text, 17, 19) > 59) {
            return Instant.parse(text);
        }
        int nanos = digits == 0 ? 0 : number(text, FRACTION, end);
        for (int i = digits; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean usual(String text, int end) {
        if (end < FORM.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char form = i < FORM.length() ? FORM.charAt(i) : i < FRACTION ? '.' : '0';
            char is = text.charAt(i);
            if (form == '0' ? is < '0' || is > '9' : is != form) {
                return false;
            }
        }
        return end != FRACTION;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
