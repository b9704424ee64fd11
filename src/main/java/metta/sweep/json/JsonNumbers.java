package metta.sweep.json;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// The numbers in a JSON object, under the paths that lead to them: `{"eval": {"score": 1}}` gives `eval/score`.
///
/// `NaN` and `Infinity` count, bare as Python writes them or in quotes. Text, truth values and lists are passed over.
public final class JsonNumbers {
    private static final int DEEPEST = 64;
    private static final int MOST_DIGITS = 1000;
    private static final Map<String, Double> WORDS = Map.of(
            "nan", Double.NaN,
            "inf", Double.POSITIVE_INFINITY,
            "infinity", Double.POSITIVE_INFINITY,
            "+infinity", Double.POSITIVE_INFINITY,
            "-inf", Double.NEGATIVE_INFINITY,
            "-infinity", Double.NEGATIVE_INFINITY);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .build();

    private JsonNumbers() {}

    /// The numbers of one object, the last one where a name is given twice; empty if the text is not one JSON object.
    public static Optional<SequencedMap<String, Double>> of(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            SequencedMap<String, Double> numbers = new LinkedHashMap<>();
            object(parser, "", numbers);
            return parser.nextToken() == null ? Optional.of(numbers) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /// The number that a word such as `NaN` or `-Infinity` stands for.
    public static Optional<Double> nonFinite(String word) {
        return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
    }

    private static void object(JsonParser parser, String prefix, Map<String, Double> numbers) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = prefix + parser.currentName();
            switch (parser.nextToken()) {
                case START_OBJECT -> object(parser, path + "/", numbers);
                case START_ARRAY -> parser.skipChildren();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    numbers.put(
                            path,
                            nonFinite(parser.getString()).orElseGet(() -> Double.parseDouble(parser.getString())));
                case VALUE_STRING -> nonFinite(parser.getString()).ifPresent(value -> numbers.put(path, value));
                default -> {}
            }
        }
    }
}
