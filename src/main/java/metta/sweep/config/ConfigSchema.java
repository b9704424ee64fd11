package metta.sweep.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import metta.sweep.json.Json;

/// The JSON Schema of sweep.yaml, with which editors complete and check it. It knows keys, kinds and
/// bounds; what values mean together, only the reader knows.
public final class ConfigSchema {
    private ConfigSchema() {}

    /// The dotted paths of the keys that lie in others, such as `budget.max_trials`.
    static List<String> deeperKeys() {
        var keys = new ArrayList<String>();
        properties(Json.readTree(text())).forEach((key, schema) -> deeper(key, schema, keys));
        return keys;
    }

    private static void deeper(String key, Object schema, List<String> keys) {
        if (schema instanceof Map<?, ?> map) {
            properties(map).keySet().forEach(name -> keys.add(key + "." + name));
            if (map.get("anyOf") instanceof List<?> forms) {
                forms.forEach(form -> deeper(key, form, keys));
            }
        }
    }

    private static Map<String, Object> properties(Map<?, ?> schema) {
        var properties = new LinkedHashMap<String, Object>();
        if (schema.get("properties") instanceof Map<?, ?> map) {
            map.forEach((name, each) -> properties.put(String.valueOf(name), each));
        }
        return properties;
    }

    /// The schema as editors read it.
    public static String text() {
        var schema = Json.readTree(resource());
        place(schema, "properties", "optimizer", "anyOf", 1, "properties").putAll(settings());
        return Json.writePretty(schema) + "\n";
    }

    /// The settings of all optimizers by name, each with what it says and what it is where nothing is
    /// said.
    private static Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>();
        for (var type : OptimizerType.values()) {
            for (var setting : type.settings()) {
                var schema = new LinkedHashMap<String, Object>();
                schema.put("description", setting.meaning());
                schema.putAll(setting.schema());
                setting.standard().ifPresent(value -> schema.put("default", value));
                settings.put(setting.name(), schema);
            }
        }
        return settings;
    }

    /// The map at a path of keys and of places in lists.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> place(Map<String, Object> schema, Object... path) {
        Object here = schema;
        for (var step : path) {
            here = step instanceof Integer index
                    ? ((List<Object>) here).get(index)
                    : Objects.requireNonNull(((Map<String, Object>) here).get(step));
        }
        return (Map<String, Object>) here;
    }

    private static String resource() {
        try (var in = ConfigSchema.class.getResourceAsStream("sweep.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
