package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import metta.sweep.SweepException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// A program's own file of settings, YAML or JSON, of which each job gets a copy with its values at their dotted paths.
/// The copy is JSON, which is YAML too.
record ConfigFile(Path base) {
    /// Truth values, octal and grouped numbers, times and dates of YAML 1.1.
    private static final Pattern OTHER_MEANING =
            Pattern.compile("(?i:y|n|yes|no|on|off)|0[0-7_]+|[-+]?[0-9][0-9_]*_[0-9_]*"
                    + "|[-+]?[0-9]+(:[0-5]?[0-9])+(\\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

    /// The copy's name, with the ending of the original.
    static String nameOfCopy(String base) {
        return base.endsWith(".json") ? "config.json" : "config.yaml";
    }

    /// @param named values by their dotted paths: `optim.lr`
    /// @throws SweepException if there is no such file, or no place in it for a value
    String with(Map<String, Object> named) throws IOException {
        var settings = read();
        named.forEach((path, value) -> put(settings, path, value));
        return ParameterFile.text(settings);
    }

    private Map<String, Object> read() throws IOException {
        try {
            var load = new Load(LoadSettings.builder()
                    .setSchema(new CoreSchema())
                    .setLabel(base.toString())
                    .build());
            var text = Files.readString(base);
            requireOneMeaning(text);
            var tree = load.loadFromString(text);
            return tree == null ? new LinkedHashMap<>() : map(tree, "");
        } catch (NoSuchFileException _) {
            throw refused("there is no such file; 'config_file' of the recipe names it");
        } catch (MalformedInputException _) {
            throw refused("not valid UTF-8");
        } catch (YamlEngineException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /// The copy has text in quotes; what an older reader of YAML takes for something else without them would change its
    /// meaning.
    private void requireOneMeaning(String text) {
        var events = new Parse(LoadSettings.builder().setLabel(base.toString()).build()).parseString(text);
        for (var event : events) {
            if (event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && OTHER_MEANING.matcher(scalar.getValue()).matches()) {
                var place = scalar.getStartMark()
                        .map(mark -> ":" + (mark.getLine() + 1))
                        .orElse("");
                throw new SweepException(
                        SweepException.Exit.USAGE,
                        "%s%s: readers of YAML differ about '%s'; write true or false, a plain number, or put it between quotes"
                                .formatted(base, place, scalar.getValue()));
            }
        }
    }

    private Map<String, Object> map(Object tree, String path) {
        if (!(tree instanceof Map<?, ?> map)) {
            throw refused(path.isEmpty() ? "must be a map of keys to values" : "'%s' is no map".formatted(path));
        }
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private void put(Map<String, Object> settings, String path, Object value) {
        var at = settings;
        int from = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
            var name = path.substring(from, dot);
            var inner = map(Objects.requireNonNullElse(at.get(name), Map.of()), path.substring(0, dot));
            at.put(name, inner);
            at = inner;
            from = dot + 1;
        }
        at.put(path.substring(from), value);
    }

    private SweepException refused(String why) {
        return new SweepException(SweepException.Exit.USAGE, "%s: %s".formatted(base, why));
    }
}
