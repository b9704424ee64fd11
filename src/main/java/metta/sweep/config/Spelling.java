package metta.sweep.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was meant, and shows what was written.
public final class Spelling {
    private static final int LONGEST_SHOWN = 60;
    private static final int LONGEST_COMPARED = 100;
    private static final int MOST_LISTED = 30;

    private Spelling() {}

    /// The end of a message about an unknown word: the likely one, or all there are.
    public static String hint(String given, Collection<String> known) {
        var meant = guess(given, known);
        if (meant.isPresent()) {
            return "; did you mean '%s'?".formatted(meant.get());
        }
        return known.isEmpty() || known.size() > MOST_LISTED ? "" : "; known here: " + String.join(", ", known);
    }

    /// The known word that was probably meant.
    public static Optional<String> guess(String given, Collection<String> known) {
        return closest(given, known).or(() -> related(given, known));
    }

    /// The known word that differs by a slip of the fingers.
    static Optional<String> closest(String given, Collection<String> known) {
        if (given.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        String folded = fold(given);
        return known.stream()
                .filter(word ->
                        distance(folded, fold(word)) <= Math.max(1, Math.min(folded.length(), word.length()) / 3))
                .min(Comparator.comparingInt(word -> distance(folded, fold(word))));
    }

    /// The known word that starts the given one, or the other way round: `minimum` and `min`.
    private static Optional<String> related(String given, Collection<String> known) {
        String folded = fold(given);
        return known.stream()
                .filter(word -> Math.min(word.length(), folded.length()) >= 3)
                .filter(word -> folded.startsWith(fold(word)) || fold(word).startsWith(folded))
                .findFirst();
    }

    /// Some words one after the other: `auto, tpe and gp`.
    public static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : "%s and %s".formatted(String.join(", ", words.subList(0, last)), words.get(last));
    }

    /// The text on one line and not too long.
    public static String shown(String text) {
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN
                ? onOneLine(text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN))) + "…"
                : onOneLine(text);
    }

    /// The text with its control characters, which would move a terminal's cursor, written out.
    static String onOneLine(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .forEach(c -> line.append(Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c)));
        return line.toString();
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal
    /// string alignment).
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(d[i][j], d[i - 2][j - 2] + 1) : d[i][j];
            }
        }
        return d[a.length()][b.length()];
    }
}
