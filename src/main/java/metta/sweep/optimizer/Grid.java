package metta.sweep.optimizer;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// All combinations of the axes' values, counted from 0 in the order of nested loops: the first axis
/// varies slowest, and each comes after those that it depends on, see [GridOrder].
///
/// Points are numbers in a mixed radix and come into being when they are asked for. Those beyond
/// [Long#MAX_VALUE] are part of the grid's size; nobody lives to try them, so they have no index.
/// Where a parameter takes no part, the first value of its axis stands for all of them: the numbers of
/// the others, and of what a constraint rejects, have no configuration.
final class Grid {
    /// Combinations of a larger grid are not looked at one by one, just to know how many there are.
    private static final int COUNTED = 100_000;

    /// Of those of a larger one, where parameters that take no part may leave few, so many are.
    private static final int LOOKED_AT = 10_000;

    private final SearchSpace space;
    private final SequencedMap<String, Axis> axes;
    private final BigInteger combinations;

    /// The axes of which those before them say whether they take part.
    private final Set<String> settled;

    private Grid(SearchSpace space, SequencedMap<String, Axis> axes, Set<String> settled) {
        this.space = space;
        this.axes = axes;
        this.settled = settled;
        combinations = axes.values().stream()
                .map(axis -> BigInteger.valueOf(axis.size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    static Grid of(SearchSpace space, Resolution resolution) {
        resolution.checkAgainst(space);
        var order = new GridOrder(space);
        var axes = new LinkedHashMap<String, Axis>();
        order.names().forEach(name -> axes.put(name, Axis.of(space.parameter(name), resolution.of(name))));
        return new Grid(space, axes, order.settled());
    }

    /// How many configurations there are; where that would take long to count, how many there are at
    /// most.
    BigInteger size() {
        boolean conditional = !space.conditions().isEmpty();
        if (combinations.compareTo(BigInteger.valueOf(COUNTED)) <= 0) {
            return conditional || space.rejects() ? counted(COUNTED) : combinations;
        }
        return conditional ? counted(LOOKED_AT) : combinations;
    }

    private BigInteger counted(int most) {
        long count = 0;
        long index = 0;
        for (int looked = 0; has(index); looked++) {
            if (looked == most) {
                return combinations;
            }
            boolean there = at(index).isPresent();
            count += there ? 1 : 0;
            index = there ? index + 1 : lastLike(index) + 1;
        }
        return BigInteger.valueOf(count);
    }

    /// How many there would be if all parameters took part and nothing were rejected.
    BigInteger combinations() {
        return combinations;
    }

    /// How many values each parameter has.
    SequencedMap<String, Integer> sizes() {
        var sizes = new LinkedHashMap<String, Integer>();
        space.parameters()
                .keySet()
                .forEach(name ->
                        sizes.put(name, Objects.requireNonNull(axes.get(name)).size()));
        return sizes;
    }

    boolean has(long index) {
        return index >= 0 && BigInteger.valueOf(index).compareTo(combinations) < 0;
    }

    Optional<Configuration> at(long index) {
        return space.assemble(choices(index)).filter(each -> indexOf(each).equals(OptionalLong.of(index)));
    }

    private SequencedMap<String, Object> choices(long index) {
        var choices = new LinkedHashMap<String, Object>();
        long rest = index;
        for (var entry : axes.reversed().entrySet()) {
            var axis = entry.getValue();
            choices.putFirst(entry.getKey(), axis.at((int) (rest % axis.size())));
            rest /= axis.size();
        }
        return choices;
    }

    /// The last of the indices from this one on that have no configuration for the same reason as this
    /// one: by what is chosen up to some parameter that takes no part, and is not at its first value,
    /// or by which a constraint is not satisfied.
    long lastLike(long index) {
        var free = space.withoutConstraints();
        var choices = choices(index);
        var active = free.assemble(choices).flatMap(free::choices);
        var broken = broken(choices, active);
        var last = BigInteger.valueOf(index);
        var block = BigInteger.ONE;
        for (var entry : axes.reversed().entrySet()) {
            var name = entry.getKey();
            if (broken.contains(name)) {
                last = lastOf(block, index);
            }
            var size = BigInteger.valueOf(entry.getValue().size());
            var place = BigInteger.valueOf(index).divide(block).mod(size);
            block = block.multiply(size);
            boolean idle = active.filter(each -> !each.containsKey(name)).isPresent();
            if (idle && place.signum() > 0 && settled.contains(name)) {
                last = lastOf(block, index);
            }
        }
        return last.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /// Of as many indices as are in a block, those that the index is among.
    private static BigInteger lastOf(BigInteger block, long index) {
        return BigInteger.valueOf(index)
                .divide(block)
                .add(BigInteger.ONE)
                .multiply(block)
                .subtract(BigInteger.ONE);
    }

    /// Of each constraint that is not satisfied the last axis that it speaks of, where it speaks of
    /// axes that take part alone, whatever comes after it.
    private Set<String> broken(Map<String, Object> choices, Optional<SequencedMap<String, Object>> active) {
        return space.constraints().stream()
                .filter(each -> settled.containsAll(each.names()))
                .filter(each -> active.filter(all -> all.keySet().containsAll(each.names()))
                        .isPresent())
                .filter(each -> !each.truth(name -> Optional.ofNullable(choices.get(name)))
                        .orElse(false))
                .flatMap(each -> axes.sequencedKeySet().reversed().stream()
                        .filter(each.names()::contains)
                        .limit(1))
                .collect(Collectors.toSet());
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
