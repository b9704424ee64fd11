package metta.sweep.optimizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import metta.sweep.space.Categorical;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;

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
                    case Categorical(List<Object> choices) -> choices.stream();
                    case Parameter.Numeric numeric ->
                        numeric.cardinality().orElse(Long.MAX_VALUE) <= resolution
                                ? every(numeric)
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

    private static Stream<Object> every(Parameter.Numeric numeric) {
        return switch (numeric) {
            case IntUniform range -> whole(range.min(), range.max());
            case IntLog range -> whole(range.min(), range.max());
            case Stepped _, IntStepped _, Pow2 _ -> middles(numeric);
            case Uniform _, LogNormal _, LogitNormal _ ->
                throw new IllegalArgumentException("a continuous range cannot be enumerated: " + numeric);
        };
    }

    private static Stream<Object> whole(long min, long max) {
        return LongStream.rangeClosed(min, max).mapToObj(each -> each);
    }

    /// The values of a parameter that gives each the same share of the unit interval.
    private static Stream<Object> middles(Parameter.Numeric numeric) {
        int bins = (int) numeric.cardinality().orElseThrow();
        return points(bins, i -> (i + 0.5) / bins, numeric::decode);
    }

    private static Stream<Object> spread(Parameter.Numeric numeric, int resolution) {
        return resolution == 1
                ? Stream.of(numeric.decode(numeric.unitCenter()))
                : points(resolution, i -> (double) i / (resolution - 1), numeric::decode);
    }

    private static Stream<Object> points(int count, IntToDoubleFunction coordinate, DoubleFunction<Object> decode) {
        return IntStream.range(0, count).mapToDouble(coordinate).mapToObj(decode);
    }
}
