package metta.sweep.optimizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.space.Categorical;
import metta.sweep.space.Fixed;
import metta.sweep.space.Parameter;
import metta.sweep.space.Zip;

/// The values of one parameter that a grid tries, in order and each once.
final class Axis {
    private final List<Object> values;
    private final Map<Object, Integer> places;

    private Axis(Stream<?> values) {
        this.values = values.<Object>map(each -> each).distinct().toList();
        places = HashMap.newHashMap(this.values.size());
        for (int i = 0; i < this.values.size(); i++) {
            places.put(this.values.get(i), i);
        }
    }

    static Axis of(Parameter parameter, int resolution) {
        return new Axis(
                switch (parameter) {
                    case Fixed(Object value) -> Stream.of(value);
                    case Categorical _, Zip _ -> parameter.values();
                    case Parameter.Numeric numeric ->
                        numeric.cardinality().orElse(Long.MAX_VALUE) <= resolution
                                ? numeric.values()
                                : spread(numeric, resolution);
                });
    }

    int size() {
        return values.size();
    }

    Object at(int place) {
        return values.get(place);
    }

    /// Where the value is, if it is on the axis; a whole number will do for an equal real one.
    OptionalInt placeOf(Object value) {
        Integer place = places.get(value);
        if (place == null && value instanceof Long whole) {
            place = places.get(whole.doubleValue());
        }
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private static Stream<Object> spread(Parameter.Numeric numeric, int resolution) {
        return resolution == 1
                ? Stream.of(numeric.decode(numeric.unitCenter()))
                : IntStream.range(0, resolution).mapToObj(i -> numeric.decode((double) i / (resolution - 1)));
    }
}
