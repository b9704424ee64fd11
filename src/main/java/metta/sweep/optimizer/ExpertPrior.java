package metta.sweep.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.numeric.Normal;
import metta.sweep.space.Belief;
import metta.sweep.space.Categorical;
import metta.sweep.space.Interval;
import metta.sweep.space.Parameter;

/// What a person believes of one coordinate: how likely the best place is here or there.
sealed interface ExpertPrior {
    /// The logarithm of the density at a place on a line; of how likely it is, for one of several things.
    double logDensity(double place);

    /// The derivative of [#logDensity] along a line.
    double slope(double place);

    /// The place that a uniform draw becomes.
    double place(double share);

    /// The likeliest place.
    double likeliest();

    /// How far from the likeliest place a search has to look, at first.
    double width();

    static ExpertPrior of(Parameter parameter, Belief belief) {
        return switch (belief) {
            case Belief.Between between -> {
                var part = between.part(parameter);
                double middle = part.low() + part.width() / 2;
                yield new Bump(middle, part.width() / Bump.DEVIATIONS, between.confidence());
            }
            case Belief.Weighted(var weights) -> {
                boolean line = parameter instanceof Categorical choice && choice.ordered();
                var values = parameter.values().toList();
                var cells = IntStream.range(0, values.size())
                        .mapToObj(i -> line ? parameter.cell(values.get(i)) : new Interval(i, i + 1))
                        .toList();
                double sum = weights.stream().mapToDouble(each -> each).sum();
                yield new Shares(cells, weights.stream().map(each -> each / sum).toList(), line);
            }
        };
    }

    /// A normal distribution on a line, cut off at its ends, and beside it a uniform one for whoever is
    /// wrong.
    ///
    /// @param confidence the share of the first
    record Bump(double likeliest, double width, double confidence) implements ExpertPrior {
        /// So many standard deviations lie between the ends of what is said: nineteen twentieths of it.
        static final double DEVIATIONS = 4;

        private double scaled(double place) {
            double z = (place - likeliest) / width;
            double inside = Normal.cdf((1 - likeliest) / width) - Normal.cdf(-likeliest / width);
            return confidence * StrictMath.exp(Normal.logDensity(z)) / (width * inside);
        }

        @Override
        public double logDensity(double place) {
            return StrictMath.log(scaled(place) + 1 - confidence);
        }

        @Override
        public double slope(double place) {
            double bump = scaled(place);
            return bump / (bump + 1 - confidence) * (likeliest - place) / (width * width);
        }

        @Override
        public double place(double share) {
            if (share >= confidence) {
                return (share - confidence) / (1 - confidence);
            }
            double z = Normal.between(-likeliest / width, (1 - likeliest) / width, share / confidence);
            return Math.clamp(likeliest + width * z, 0.0, 1.0);
        }
    }

    /// How likely each of several things is.
    ///
    /// @param cells where they lie
    /// @param line whether on a line; else each has a number
    record Shares(List<Interval> cells, List<Double> shares, boolean line) implements ExpertPrior {
        /// Nothing is said of how alike things are.
        private static final double WIDTH = 0.5;

        public Shares {
            cells = List.copyOf(cells);
            shares = List.copyOf(shares);
        }

        private int thing(double place) {
            int thing = 0;
            while (thing < cells.size() - 1 && place >= cells.get(thing).high()) {
                thing++;
            }
            return thing;
        }

        @Override
        public double logDensity(double place) {
            int thing = thing(place);
            return StrictMath.log(shares.get(thing) / cells.get(thing).width());
        }

        @Override
        public double slope(double place) {
            return 0;
        }

        @Override
        public double place(double share) {
            double left = share;
            int thing = 0;
            while (thing < shares.size() - 1 && left >= shares.get(thing)) {
                left -= shares.get(thing);
                thing++;
            }
            return line ? middle(thing) : thing;
        }

        @Override
        public double likeliest() {
            int best = 0;
            for (int i = 1; i < shares.size(); i++) {
                best = shares.get(i) > shares.get(best) ? i : best;
            }
            return line ? middle(best) : best;
        }

        @Override
        public double width() {
            return WIDTH;
        }

        private double middle(int thing) {
            return cells.get(thing).low() + cells.get(thing).width() / 2;
        }
    }
}
