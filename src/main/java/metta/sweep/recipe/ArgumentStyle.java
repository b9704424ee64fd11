package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.json.Numbers;

/// How a name and its value become arguments. Truth values are written `true` and `false` in all styles.
public enum ArgumentStyle {
    KEY_VALUE("key=value"),
    FLAG_EQUALS("--key=value"),
    /// Two arguments; `--key=value` where the value begins with `-` and would pass for a flag.
    FLAG_THEN_VALUE("--key value"),
    /// `key=value`, quoted where Hydra would take the text for anything but text.
    HYDRA("hydra"),
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
        String text = text(value);
        return switch (this) {
            case KEY_VALUE -> List.of(key + "=" + text);
            case FLAG_EQUALS -> List.of("--" + key + "=" + text);
            case FLAG_THEN_VALUE -> text.startsWith("-") ? List.of("--" + key + "=" + text) : List.of("--" + key, text);
            case HYDRA -> List.of(key + "=" + (value instanceof String ? HydraText.of(text) : text));
            case NONE -> List.of();
        };
    }

    private static String text(Object value) {
        return value instanceof Number number ? Numbers.text(number) : String.valueOf(value);
    }
}
