package metta.sweep.recipe;

import java.util.List;

/// How names and values become arguments, truth values in a way of their own.
///
/// @param booleans bare flags only in styles with dashes
public record ArgumentForm(ArgumentStyle style, TruthStyle booleans) {
    /// What a recipe means that says nothing of it.
    static final ArgumentForm USUAL = new ArgumentForm(ArgumentStyle.KEY_VALUE, TruthStyle.TEXT);

    List<String> arguments(String name, Object value) {
        if (!(value instanceof Boolean truth)) {
            return style.arguments(name, value);
        }
        return switch (booleans) {
            case TEXT -> style.words(name, truth.toString());
            case PYTHON -> style.words(name, truth ? "True" : "False");
            case FLAG -> truth ? List.of("--" + name) : List.of();
            case EITHER_FLAG -> List.of((truth ? "--" : "--no-") + name);
        };
    }

    /// The same without dashes.
    ArgumentForm withoutHyphens() {
        return new ArgumentForm(ArgumentStyle.KEY_VALUE, booleans.bare() ? TruthStyle.TEXT : booleans);
    }
}
