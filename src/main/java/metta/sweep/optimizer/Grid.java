package metta.sweep.optimizer;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// All combinations of the axes' values, counted from 0 in the order of nested loops: the first axis varies slowest.
///
/// Points are numbers in a mixed radix and come into being when they are asked for. Those beyond [Long#MAX_VALUE] are
/// part of the grid's size; nobody lives to try them, so they have no index. Where a parameter takes no part, the first
/// value of its axis stands for all of them: the numbers of the others, and of what a constraint rejects, have no
/// configuration.
final class Grid {
    /// Combinations of a larger grid are not looked at one by one, just to know how many there are.
    private static final int COUNTED = 100_000;

    private final SearchSpace space;
    private final SequencedMap<String, Axis> axes;
    private final BigInteger combinations;

    private Grid(SearchSpace space, SequencedMap<String, Axis> axes) {
        this.space = space;
        this.axes = axes;
        combinations = axes.values().stream()
                .map(axis -> BigInteger.valueOf(axis.size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    static Grid of(SearchSpace space, Resolution resolution) {
        resolution.checkAgainst(space);
        var axes = new LinkedHashMap<String, Axis>();
        space.parameters().forEach((name, parameter) -> axes.put(name, Axis.of(parameter, resolution.of(name))));
        return new Grid(space, axes);
    }

    /// How many configurations there are; where that would take long to count, how many there are at most.
    BigInteger size() {
        boolean all = !space.rejects() && space.conditions().isEmpty();
        return all || combinations.compareTo(BigInteger.valueOf(COUNTED)) > 0
                ? combinations
                : BigInteger.valueOf(LongStream.range(0, combinations.longValueExact())
                        .filter(index -> at(index).isPresent())
                        .count());
    }

    /// How many values each parameter has.
    SequencedMap<String, Integer> sizes() {
        var sizes = new LinkedHashMap<String, Integer>();
        axes.forEach((name, axis) -> sizes.put(name, axis.size()));
        return sizes;
    }

    boolean has(long index) {
        return BigInteger.valueOf(index).compareTo(combinations) < 0;
    }

    Optional<Configuration> at(long index) {
        var choices = new LinkedHashMap<String, Object>();
        long rest = index;
        for (var entry : axes.reversed().entrySet()) {
            var axis = entry.getValue();
            choices.putFirst(entry.getKey(), axis.at((int) (rest % axis.size())));
            rest /= axis.size();
        }
        return space.assemble(choices).filter(each -> indexOf(each).equals(OptionalLong.of(index)));
    }

    /// The index of a configuration, if it is a point of this grid.
    OptionalLong indexOf(Configuration configuration) {
        return space.choices(configuration).map(this::indexOf).orElseGet(OptionalLong::empty);
    }

    private OptionalLong indexOf(SequencedMap<String, Object> choices) {
        var index = BigInteger.ZERO;
        for (var entry : axes.entrySet()) {
            var axis = entry.getValue();
            var choice = Optional.ofNullable(choices.get(entry.getKey()));
            var place = choice.map(axis::placeOf).orElseGet(() -> OptionalInt.of(0));
            if (place.isEmpty()) {
                return OptionalLong.empty();
            }
            index = index.multiply(BigInteger.valueOf(axis.size())).add(BigInteger.valueOf(place.getAsInt()));
        }
        return index.bitLength() < Long.SIZE ? OptionalLong.of(index.longValueExact()) : OptionalLong.empty();
    }
}
