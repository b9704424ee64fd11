package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/// How a truth value becomes arguments.
public enum TruthStyle {
    TEXT("true/false"),
    PYTHON("True/False"),
    /// A bare flag where it is true, and nothing where it is false: `store_true` of Python's argparse.
    FLAG("--key"),
    /// One of two bare flags: `BooleanOptionalAction` of Python's argparse.
    EITHER_FLAG("--key/--no-key");

    private final String word;

    TruthStyle(String word) {
        this.word = word;
    }

    /// As a recipe.yaml has it.
    public String word() {
        return word;
    }

    static Map<String, TruthStyle> byWord() {
        var all = new LinkedHashMap<String, TruthStyle>();
        for (var style : values()) {
            all.put(style.word, style);
        }
        return all;
    }

    boolean bare() {
        return this == FLAG || this == EITHER_FLAG;
    }
}
