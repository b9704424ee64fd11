package metta.sweep;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a job ended.
public sealed interface Outcome {
    /// Not within a word: an apostrophe quotes nothing.
    Pattern QUOTED = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:'[^'\n]*+'|\"[^\"\n]*+\"|`[^`\n]*+`)(?![\\p{L}\\p{N}])|‘[^’\n]*+’|“[^”\n]*+”");

    /// A word with a slash in it.
    Pattern PATH = Pattern.compile("(?<![^\\s:,;=()\\[\\]])[^\\s:,;=()\\[\\]/]*+/[^\\s:,;=()\\[\\]]*+");

    /// With its sign, which is none between two words, as in `epoch-3`.
    Pattern NUMBER =
            Pattern.compile("(?:(?<![\\p{L}\\p{N}_)\\]])[-+])?(?:0x[0-9a-fA-F]+|[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?)");

    record Succeeded() implements Outcome {}

    /// The job ended, but not well.
    ///
    /// @param exitCode the program's, where it has one
    /// @param message what went wrong, in words a person can act on
    record Failed(FailureKind kind, Optional<Integer> exitCode, String message) implements Outcome {
        /// What failures of one cause share: the kind, the exit code and the message with its numbers blanked.
        public String signature() {
            return headed(blanked(message));
        }

        /// The same with the message as it was.
        public String problem() {
            return headed(message);
        }

        private String headed(String words) {
            var code = exitCode.filter(each -> each != 0)
                    .map(each -> " exit " + each)
                    .orElse("");
            return kind.name().toLowerCase(Locale.ROOT) + code + ": " + words;
        }

        /// For people: the kind, and the exit code where it says something.
        public String cause() {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + exitCode.filter(code -> code != 0)
                            .map(code -> ", exit " + code)
                            .orElse("");
        }
    }

    /// Ended because the controller asked for it.
    record Cancelled(String reason) implements Outcome {}

    /// The attempt is over and cannot report any more, but its program never said how it ended.
    record Lost(String reason) implements Outcome {
        /// What losses of one cause share: the reason with its numbers blanked.
        public String signature() {
            return "lost: " + blanked(reason);
        }
    }

    /// What signatures share that differ only in what the failures were about: quoted values and paths blanked too. For
    /// comparing; people are shown the values.
    static String likeness(String signature) {
        return PATH.matcher(QUOTED.matcher(signature).replaceAll("#")).replaceAll("#");
    }

    private static String blanked(String message) {
        return NUMBER.matcher(message).replaceAll("#");
    }

    default boolean succeeded() {
        return this instanceof Succeeded;
    }
}
