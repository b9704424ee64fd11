package metta.sweep.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written of one kind of record.
///
/// @param kind its name, where a document says which of several kinds it holds
record RecordShape(Optional<String> kind, List<Component> components) {
    /// The property that holds the kind.
    static final String KIND = "is";

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            var kind = Optional.of(type.getSimpleName()).filter(_ -> named(type));
            return new RecordShape(
                    kind,
                    Arrays.stream(type.getRecordComponents()).map(Component::of).toList());
        }
    };

    /// A component with its value.
    record Component(String name, Method accessor) {
        static Component of(RecordComponent component) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true); // Of records that only their own room knows.
            return new Component(component.getName(), accessor);
        }

        @Nullable
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(name + " of " + record.getClass(), e);
            }
        }
    }

    static RecordShape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    private static boolean named(Class<?> type) {
        return Json.NAMED.contains(type)
                || type.isAnnotationPresent(JsonTypeInfo.class)
                || Arrays.stream(type.getInterfaces()).anyMatch(RecordShape::named);
    }
}
