package metta.sweep.json;

import java.io.StringWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes plain values, and records by their components. The binding of classes writes the same, but takes longer to
/// get going than a controller takes to its first job.
final class JsonWriter {
    private final JsonGenerator generator;

    private JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    static String line(Object value) {
        return written(value, ObjectWriteContext.empty());
    }

    /// Over several lines, for people.
    static String pretty(Object value) {
        return written(value, new Indented());
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private static String written(Object value, ObjectWriteContext context) {
        var text = new StringWriter();
        try (var generator = JsonTree.FACTORY.createGenerator(context, text)) {
            new JsonWriter(generator).write(value, true);
        }
        return text.toString();
    }

    /// No switch: the first one on a type takes milliseconds.
    ///
    /// @param kinds whether records say which of several kinds they are: not where the reader of a map knows that
    private void write(@Nullable Object value, boolean kinds) {
        if (value instanceof Record record) {
            record(record, kinds);
            return;
        }
        if (value instanceof Map<?, ?> object) {
            object(object);
            return;
        }
        if (value instanceof Collection<?> array) {
            array(array, kinds);
            return;
        }
        if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), kinds);
            return;
        }
        leaf(value);
    }

    private void leaf(@Nullable Object value) {
        if (value == null) {
            generator.writeNull();
            return;
        }
        if (value instanceof Number number) {
            number(number);
            return;
        }
        if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
            return;
        }
        if (value instanceof String || value instanceof Instant || value instanceof Enum<?>) {
            generator.writeString(value.toString());
            return;
        }
        throw new IllegalArgumentException("not a plain value: " + value.getClass());
    }

    private void number(Number number) {
        if (number instanceof Double real) {
            generator.writeNumber(real);
        } else if (number instanceof Long || number instanceof Integer) {
            generator.writeNumber(number.longValue());
        } else {
            throw new IllegalArgumentException("not a plain number: " + number.getClass());
        }
    }

    private void record(Record record, boolean kinds) {
        var shape = RecordShape.of(record.getClass());
        generator.writeStartObject();
        if (kinds && shape.kind().isPresent()) {
            generator.writeStringProperty(RecordShape.KIND, shape.kind().get());
        }
        for (var component : shape.components()) {
            generator.writeName(component.name());
            write(component.of(record), true);
        }
        generator.writeEndObject();
    }

    private void object(Map<?, ?> object) {
        generator.writeStartObject();
        object.forEach((name, each) -> {
            generator.writeName(String.valueOf(name));
            write(each, false);
        });
        generator.writeEndObject();
    }

    private void array(Collection<?> array, boolean kinds) {
        generator.writeStartArray();
        array.forEach(each -> write(each, kinds));
        generator.writeEndArray();
    }
}
