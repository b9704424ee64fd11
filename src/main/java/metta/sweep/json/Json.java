package metta.sweep.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the project's records as JSON. Whole numbers come back as `Long`, others as
/// `Double`.
public final class Json {
    /// Sealed types of whose documents each says which variant it holds.
    static final Set<Class<?>> NAMED = Set.of(Fact.class, Outcome.class, Command.class, Piece.class);

    private Json() {}

    /// Made when the first document is bound to a record: who only writes, or reads trees, does not
    /// wait for it.
    static final class Binding {
        static final JsonMapper MAPPER = NAMED.stream()
                .reduce(
                        JsonMapper.builder(JsonTree.FACTORY),
                        (builder, each) -> builder.addMixIn(each, Named.class),
                        (one, _) -> one)
                .addMixIn(RunInfo.class, Grown.class)
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /// One line of JSON from records, maps, collections, text, numbers, booleans and moments.
    ///
    /// @throws IllegalArgumentException if there is anything else in it
    public static String write(Object value) {
        return JsonWriter.line(value);
    }

    /// The same over several lines, for people.
    public static String writePretty(Object value) {
        return JsonWriter.pretty(value);
    }

    /// Reads a `T`.
    ///
    /// @throws InvalidJsonException if the text is not JSON or does not describe a `T`
    public static <T> T read(String text, Class<T> type) {
        try {
            return Binding.MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new InvalidJsonException(e.getOriginalMessage(), e);
        }
    }

    /// An object as an ordered map of plain values.
    ///
    /// @throws InvalidJsonException if the text is not a JSON object
    public static Map<String, Object> readTree(String text) {
        try {
            return JsonTree.read(text);
        } catch (JacksonException e) {
            throw new InvalidJsonException(e.getOriginalMessage(), e);
        }
    }

    /// The same where NaN and infinities are numbers too, as Python writes them, for who can say
    /// better what is wrong with them.
    ///
    /// @throws InvalidJsonException if the text is not a JSON object otherwise
    public static Map<String, Object> readTreeLoosely(String text) {
        try {
            return JsonTree.readLoosely(text);
        } catch (JacksonException e) {
            throw new InvalidJsonException(e.getOriginalMessage(), e);
        }
    }

    /// A text was not the JSON that was expected.
    public static final class InvalidJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidJsonException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Marks which variant of a sealed type a document holds.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = RecordShape.KIND)
    private interface Named {}

    /// What runs were written without once: none of it is meant.
    private interface Grown {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<Observation> past();
    }
}
