package metta.sweep.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/// Reads objects as maps of plain values: without the binding of classes, which takes long to get
/// going.
final class JsonTree {
    /// Without the library's own parsers of numbers, which save nanoseconds a number and cost
    /// milliseconds at the start.
    static final JsonFactory FACTORY = builder().build();

    /// For which NaN and infinities are numbers too.
    private static final JsonFactory LOOSE =
            builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private JsonTree() {}

    private static JsonFactoryBuilder builder() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER);
    }

    static Map<String, Object> read(String text) throws JacksonException {
        return read(FACTORY, text);
    }

    static Map<String, Object> readLoosely(String text) throws JacksonException {
        return read(LOOSE, text);
    }

    private static Map<String, Object> read(JsonFactory factory, String text) throws JacksonException {
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new StreamReadException(parser, "an object was expected");
            }
            var tree = object(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "nothing was expected after the object");
            }
            return tree;
        }
    }

    private static Map<String, Object> object(JsonParser parser) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return plain(object);
    }

    @SuppressWarnings({"NullAway", "unchecked"}) // A JSON null stands in the map as one.
    private static Map<String, Object> plain(Map<String, ?> object) {
        return (Map<String, Object>) object;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Number whole(Number number) {
        return number instanceof Integer ? (Number) number.longValue() : number;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        var array = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
