package metta.sweep.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.config.YamlReader;
import metta.sweep.json.Json;
import metta.sweep.json.Numbers;

/// Plain values as a person writes them on one line of a YAML file.
final class FlowText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_./%-]*( [A-Za-z0-9_./%-]+)*");

    private FlowText() {}

    /// Maps, lists, numbers, truth values and text.
    static String of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(each -> key(String.valueOf(each.getKey())) + ": " + of(each.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> Numbers.text(number);
            case Boolean flag -> flag.toString();
            case Optional<?> maybe -> maybe.map(FlowText::of).orElse("null");
            default -> text(String.valueOf(value));
        };
    }

    static String key(String name) {
        return text(name);
    }

    /// Without quotes where it is taken for text all the same.
    private static String text(String text) {
        boolean plain = WORD.matcher(text).matches()
                && YamlReader.word(text).filter(text::equals).isPresent();
        return plain ? text : Json.write(text);
    }
}
