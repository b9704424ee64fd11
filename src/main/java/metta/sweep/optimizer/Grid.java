package metta.sweep.optimizer;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// All combinations of the axes' values, counted from 0 in the order of nested loops: the first axis varies slowest.
///
/// Points are numbers in a mixed radix and come into being when they are asked for. Those beyond [Long#MAX_VALUE] are
/// part of the grid's size; nobody lives to try them, so they have no index.
final class Grid {
    private final SequencedMap<String, Axis> axes;
    private final BigInteger size;

    private Grid(SequencedMap<String, Axis> axes) {
        this.axes = axes;
        size = axes.values().stream()
                .map(axis -> BigInteger.valueOf(axis.size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    static Grid of(SearchSpace space, Resolution resolution) {
        resolution.checkAgainst(space);
        var axes = new LinkedHashMap<String, Axis>();
        space.parameters().forEach((name, parameter) -> axes.put(name, Axis.of(parameter, resolution.of(name))));
        return new Grid(axes);
    }

    BigInteger size() {
        return size;
    }

    boolean has(long index) {
        return BigInteger.valueOf(index).compareTo(size) < 0;
    }

    Configuration at(long index) {
        var values = new LinkedHashMap<String, Object>();
        long rest = index;
        for (var entry : axes.reversed().entrySet()) {
            var axis = entry.getValue();
            values.putFirst(entry.getKey(), axis.at((int) (rest % axis.size())));
            rest /= axis.size();
        }
        return new Configuration(values);
    }

    /// The index of a configuration, if it is a point of this grid.
    OptionalLong indexOf(Configuration configuration) {
        if (!configuration.values().keySet().equals(axes.keySet())) {
            return OptionalLong.empty();
        }
        var index = BigInteger.ZERO;
        for (var entry : axes.entrySet()) {
            var axis = entry.getValue();
            var place = axis.placeOf(configuration.value(entry.getKey()));
            if (place.isEmpty()) {
                return OptionalLong.empty();
            }
            index = index.multiply(BigInteger.valueOf(axis.size())).add(BigInteger.valueOf(place.getAsInt()));
        }
        return index.bitLength() < Long.SIZE ? OptionalLong.of(index.longValueExact()) : OptionalLong.empty();
    }
}
