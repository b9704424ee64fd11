package metta.sweep.recipe;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression with the named groups `value`, and optionally `name` and `step`.
///
/// @param regex in Java's syntax, searched for anywhere in a line
/// @param name of the metric, where the group `name` does not say
public record LinePattern(String regex, Optional<String> name) {
    static final String NAME = "name";
    static final String VALUE = "value";
    static final String STEP = "step";

    public LinePattern {
        var groups = compiled(regex).namedGroups();
        if (!groups.containsKey(VALUE)) {
            throw new IllegalArgumentException("the regular expression needs a group (?<value>…)");
        }
        if (name.isEmpty() == !groups.containsKey(NAME)) {
            throw new IllegalArgumentException("the metric's name must come from 'name:' or from a group (?<name>…)");
        }
    }

    Pattern pattern() {
        return compiled(regex);
    }

    private static String hint(String regex) {
        return regex.contains("(?P<") ? "; groups are written (?<name>…) here, not (?P<name>…) as in Python" : "";
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "not a regular expression: %s%s"
                            .formatted(String.valueOf(e.getMessage()).replace("\n", " "), hint(regex)),
                    e);
        }
    }
}
