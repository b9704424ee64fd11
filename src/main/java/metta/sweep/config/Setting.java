package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A setting of an optimizer: its name in a sweep's file, what it may be there, and what it is where
/// nothing is said. Whoever reads settings, writes them or describes them goes by this.
sealed interface Setting {
    String name();

    /// What it says, in a sentence for people.
    String meaning();

    /// What it is where the file says nothing: a Long, Double, Boolean or String; empty where the
    /// optimizer decides.
    Optional<Object> standard();

    /// The value that stands there; a problem is noted if it is none.
    Optional<Object> read(YamlNode node, Subject subject);

    /// What an editor may know of its values.
    SequencedMap<String, Object> schema();

    /// What a setting may speak of.
    ///
    /// @param metrics the names of those that the description has; none where they are the recipe's own
    record Subject(ParametersReader.Space space, List<String> metrics) {
        public Subject {
            metrics = List.copyOf(metrics);
        }
    }

    /// A whole number.
    record Count(String name, String meaning, int least, int most, int value) implements Setting {
        @Override
        public Optional<Object> standard() {
            return Optional.of((long) value);
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            return node.whole(least, most).map(each -> each);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            return whole(least, most);
        }
    }

    /// A number.
    ///
    /// @param inclusive whether it may be as small as `least`
    record Amount(String name, String meaning, int least, boolean inclusive, double value) implements Setting {
        @Override
        public Optional<Object> standard() {
            return Optional.of(value);
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            return (inclusive ? node.numberFrom(least) : node.numberAbove(least)).map(each -> each);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            var schema = new LinkedHashMap<String, Object>();
            schema.put("type", "number");
            schema.put(inclusive ? "minimum" : "exclusiveMinimum", least);
            return schema;
        }
    }

    /// Yes or no.
    record Flag(String name, String meaning, boolean value) implements Setting {
        @Override
        public Optional<Object> standard() {
            return Optional.of(value);
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            return node.flag().map(each -> each);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            return new LinkedHashMap<>(Map.of("type", "boolean"));
        }
    }

    /// One of a few words.
    ///
    /// @param words the one that counts where nothing is said first
    record Word(String name, String meaning, List<String> words) implements Setting {
        public Word {
            words = List.copyOf(words);
        }

        @Override
        public Optional<Object> standard() {
            return Optional.of(words.getFirst());
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            SequencedMap<String, Object> known = new LinkedHashMap<>();
            words.forEach(each -> known.put(each, each));
            return node.oneOf(name, known);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            return new LinkedHashMap<>(Map.of("enum", words));
        }
    }

    /// A whole number for all parameters, or a map of them by parameter; the optimizer's own where
    /// nothing is said.
    record Counts(String name, String meaning, int least, int most) implements Setting {
        @Override
        public Optional<Object> standard() {
            return Optional.empty();
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            if (!node.isMap()) {
                return node.whole(least, most).map(each -> each);
            }
            SequencedMap<String, Object> counts = new LinkedHashMap<>();
            YamlMap map = node.map();
            var space = subject.space();
            for (String each : space.whole() ? space.space().parameters().keySet() : space.names()) {
                map.find(each).flatMap(value -> value.whole(least, most)).ifPresent(value -> counts.put(each, value));
            }
            map.rejectUnknownKeys();
            return Optional.of(counts);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            var all = new LinkedHashMap<String, Object>();
            all.put("type", "object");
            all.put("additionalProperties", whole(least, most));
            return new LinkedHashMap<>(Map.of("anyOf", List.of(whole(least, most), all)));
        }
    }

    /// A number from 0 for each of some metrics; 1 for one of which nothing is said. None says nothing.
    record Weights(String name, String meaning) implements Setting {
        @Override
        public Optional<Object> standard() {
            return Optional.empty();
        }

        @Override
        public Optional<Object> read(YamlNode node, Subject subject) {
            SequencedMap<String, Object> weights = new LinkedHashMap<>();
            YamlMap map = node.map();
            var metrics = subject.metrics().isEmpty() ? map.entries().keySet() : subject.metrics();
            for (String each : metrics) {
                map.find(each).flatMap(value -> value.numberFrom(0)).ifPresent(value -> weights.put(each, value));
            }
            map.rejectUnknownKeys();
            boolean all =
                    !weights.isEmpty() && weights.size() == subject.metrics().size();
            if (all && weights.values().stream().allMatch(each -> each.equals(0.0))) {
                node.problem("one metric at least must count; give it a number above 0");
            }
            return Optional.of(weights);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            var schema = new LinkedHashMap<String, Object>();
            schema.put("type", "object");
            schema.put("additionalProperties", Map.of("type", "number", "minimum", 0));
            return schema;
        }
    }

    private static SequencedMap<String, Object> whole(int least, int most) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }
}
