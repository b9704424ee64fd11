package metta.sweep.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// A choice among values without an order of their own; the order they are given in is kept.
public record Categorical(List<Object> choices) implements Parameter {
    public Categorical {
        choices = choices.stream().map(Values::canonical).toList();
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
    }

    @Override
    public Object decode(double u) {
        return choices.get((int) UnitInterval.bin(u, choices.size()));
    }

    @Override
    public double encode(Object value) {
        int index = choices.indexOf(Values.canonical(value));
        if (index < 0) {
            throw new IllegalArgumentException("must be one of %s, got %s"
                    .formatted(
                            choices.stream().map(Values::text).collect(Collectors.joining(", ")), Values.text(value)));
        }
        return UnitInterval.middle(index, choices.size());
    }

    @Override
    public boolean contains(Object value) {
        return choices.contains(Values.canonical(value));
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(choices.size());
    }
}
