package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as a POSIX shell does (quotes, backslashes), and expands nothing at all.
final class CommandWords {
    private static final String OPERATORS = "|&;<>";
    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\\n";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private CommandWords(String line) {
        this.line = line;
    }

    /// The words of the line.
    ///
    /// @throws IllegalArgumentException if a quote stays open, or an unquoted operator asks for a shell
    static List<String> split(String line) {
        return new CommandWords(line).split();
    }

    private List<String> split() {
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (Character.isWhitespace(c)) {
                endWord();
            } else if (c == '\'') {
                singleQuoted();
            } else if (c == '"') {
                doubleQuoted();
            } else if (c == '\\') {
                escaped();
            } else if (OPERATORS.indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "no shell runs the command, so '%c' has no meaning; quote it, or write [sh, -c, '…']"
                                .formatted(c));
            } else {
                add(c);
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private void singleQuoted() {
        int end = line.indexOf('\'', next);
        if (end < 0) {
            throw new IllegalArgumentException("a single quote is not closed");
        }
        word.append(line, next, end);
        inWord = true;
        next = end + 1;
    }

    private void doubleQuoted() {
        inWord = true;
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '"') {
                return;
            }
            boolean escape =
                    c == '\\' && next < line.length() && ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(line.charAt(next)) >= 0;
            char meant = escape ? line.charAt(next++) : c;
            if (!escape || meant != '\n') {
                word.append(meant);
            }
        }
        throw new IllegalArgumentException("a double quote is not closed");
    }

    private void escaped() {
        if (next == line.length()) {
            throw new IllegalArgumentException("a backslash ends the command");
        }
        char c = line.charAt(next++);
        if (c != '\n') {
            add(c);
        }
    }
}
