package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.json.Numbers;

/// How a name and its value become arguments.
public enum ArgumentStyle {
    KEY_VALUE("key=value"),
    FLAG_EQUALS("--key=value"),
    /// Two arguments; `--key=value` where the value begins with `-` and would pass for a flag.
    FLAG_THEN_VALUE("--key value"),
    /// `key=value`, quoted where Hydra would take the text for anything but text.
    HYDRA("hydra"),
    /// No arguments: each is a variable of the environment.
    ENVIRONMENT("environment"),
    /// No arguments: the program reads `METTA_PARAMS_FILE`.
    NONE("none");

    private final String word;

    ArgumentStyle(String word) {
        this.word = word;
    }

    /// As a recipe.yaml has it.
    public String word() {
        return word;
    }

    static Map<String, ArgumentStyle> byWord() {
        var all = new LinkedHashMap<String, ArgumentStyle>();
        for (var style : values()) {
            all.put(style.word, style);
        }
        return all;
    }

    List<String> arguments(String key, Object value) {
        boolean quoted = this == HYDRA && value instanceof String;
        return words(key, quoted ? HydraText.of((String) value) : text(value));
    }

    /// @param text the value as the program is to read it
    List<String> words(String key, String text) {
        return switch (this) {
            case KEY_VALUE, HYDRA -> List.of(key + "=" + text);
            case FLAG_EQUALS -> List.of("--" + key + "=" + text);
            case FLAG_THEN_VALUE -> text.startsWith("-") ? List.of("--" + key + "=" + text) : List.of("--" + key, text);
            case ENVIRONMENT, NONE -> List.of();
        };
    }

    /// Whether it is one of those with dashes.
    boolean dashed() {
        return this == FLAG_EQUALS || this == FLAG_THEN_VALUE;
    }

    static String text(Object value) {
        return value instanceof Number number ? Numbers.text(number) : String.valueOf(value);
    }
}
