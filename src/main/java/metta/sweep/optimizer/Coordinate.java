package metta.sweep.optimizer;

import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.space.Categorical;
import metta.sweep.space.Interval;
import metta.sweep.space.Parameter;
import metta.sweep.space.Zip;

/// What one coordinate of the unit cube means to a model: a place on a line, or one of several choices that have
/// nothing to do with each other.
sealed interface Coordinate {
    /// A draw before anything is known.
    double draw(RandomGenerator random);

    /// A place on a line.
    ///
    /// @param center where the search starts
    /// @param step how much of the line each value has where values can be counted, else 0
    record Line(double center, double step) implements Coordinate {
        @Override
        public double draw(RandomGenerator random) {
            return random.nextDouble();
        }
    }

    /// One of several things.
    ///
    /// @param values in order
    /// @param shares how much of the coordinate each has: how likely it is before anything is known
    record Choice(List<Object> values, List<Double> shares) implements Coordinate {
        public Choice {
            values = List.copyOf(values);
            shares = List.copyOf(shares);
        }

        @Override
        public double draw(RandomGenerator random) {
            return at(random.nextDouble());
        }

        /// The choice to whose part of the coordinate a place on it belongs.
        int at(double place) {
            double left = place;
            int choice = 0;
            while (choice < size() - 1 && left >= shares.get(choice)) {
                left -= shares.get(choice);
                choice++;
            }
            return choice;
        }

        int size() {
            return values.size();
        }

        /// The middle of a choice's part of the coordinate.
        double middle(int choice) {
            double before = 0;
            for (int i = 0; i < choice; i++) {
                before += shares.get(i);
            }
            return Math.clamp(before + shares.get(choice) / 2, 0.0, 1.0);
        }
    }

    static Coordinate of(Parameter parameter) {
        return switch (parameter) {
            case Categorical choice when !choice.ordered() -> choice(parameter);
            case Zip _ -> choice(parameter);
            case Parameter.Numeric number -> new Line(number.unitCenter(), step(parameter));
            case Parameter other -> new Line(0.5, step(other));
        };
    }

    private static Choice choice(Parameter parameter) {
        var values = parameter.values().toList();
        return new Choice(
                values,
                values.stream().map(parameter::cell).map(Interval::width).toList());
    }

    private static double step(Parameter parameter) {
        var count = parameter.cardinality();
        return count.isPresent() ? 1.0 / count.getAsLong() : 0;
    }
}
