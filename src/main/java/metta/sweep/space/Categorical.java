package metta.sweep.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A choice among values; the order they are given in is kept.
///
/// @param weights how likely each is, beside the others; empty where all are equally likely
/// @param ordered whether the order says that neighbours are alike, as in small, medium, large
public record Categorical(List<Object> choices, List<Double> weights, boolean ordered) implements Parameter {
    public Categorical {
        choices = choices.stream().map(Values::canonical).toList();
        weights = List.copyOf(weights);
        if (choices.isEmpty()) {
            throw new InvalidParameterException("choices", "there must be at least one choice");
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < choices.size(); i++) {
            if (!seen.add(choices.get(i))) {
                throw new InvalidParameterException(
                        "choices[" + i + "]", "the choice %s is there twice".formatted(Values.text(choices.get(i))));
            }
        }
        checkWeights(weights, choices.size());
    }

    public Categorical(List<Object> choices) {
        this(choices, List.of(), false);
    }

    @Override
    public Object decode(double u) {
        if (weights.isEmpty()) {
            return choices.get((int) UnitInterval.bin(u, choices.size()));
        }
        double left = UnitInterval.check(u) * total();
        int index = -1;
        do {
            index++;
            left -= weights.get(index);
        } while (left >= 0 && index < weights.size() - 1);
        return choices.get(index);
    }

    @Override
    public double encode(Object value) {
        int index = choices.indexOf(Values.canonical(value));
        if (index < 0) {
            throw new IllegalArgumentException("must be one of %s, got %s"
                    .formatted(
                            choices.stream().map(Values::text).collect(Collectors.joining(", ")), Values.text(value)));
        }
        if (weights.isEmpty()) {
            return UnitInterval.middle(index, choices.size());
        }
        double before = sum(weights.subList(0, index));
        return (before + weights.get(index) / 2) / total();
    }

    @Override
    public boolean contains(Object value) {
        return choices.contains(Values.canonical(value));
    }

    @Override
    public Stream<Object> values() {
        return choices.stream();
    }

    @Override
    public Interval cell(Object value) {
        if (weights.isEmpty()) {
            return Parameter.super.cell(value);
        }
        int index = choices.indexOf(Values.canonical(value));
        double before = sum(weights.subList(0, index));
        return new Interval(before / total(), (before + weights.get(index)) / total());
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(choices.size());
    }

    private double total() {
        return sum(weights);
    }

    private static double sum(List<Double> weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static void checkWeights(List<Double> weights, int choices) {
        if (weights.isEmpty()) {
            return;
        }
        if (weights.size() != choices) {
            throw new InvalidParameterException(
                    "weights", "there are %d choices and %d weights".formatted(choices, weights.size()));
        }
        for (int i = 0; i < weights.size(); i++) {
            String part = "weights[" + i + "]";
            Bounds.checkFinite(part, weights.get(i));
            Bounds.checkAbove(part, weights.get(i), 0, "");
        }
        if (!Double.isFinite(sum(weights))) {
            throw new InvalidParameterException("weights", "the weights are too large to be added up");
        }
    }
}
