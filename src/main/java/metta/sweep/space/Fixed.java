package metta.sweep.space;

import java.util.OptionalLong;

/// A value that every run gets.
public record Fixed(Object value) implements Parameter {
    public Fixed {
        value = Values.canonical(value);
    }

    @Override
    public Object decode(double u) {
        UnitInterval.check(u);
        return value;
    }

    @Override
    public double encode(Object value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(
                    "the value is fixed at %s, got %s".formatted(Values.text(this.value), Values.text(value)));
        }
        return 0.5;
    }

    @Override
    public boolean contains(Object value) {
        return this.value.equals(Values.canonical(value));
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(1);
    }
}
