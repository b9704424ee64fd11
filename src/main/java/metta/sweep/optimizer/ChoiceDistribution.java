package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.optimizer.Coordinate.Choice;

/// How likely each of several things is, for every choice of a space by itself.
///
/// Learns as CMA-ES does, along the natural gradient, which here moves each probability toward the weight of the better
/// half that has it (Ollivier et al., "Information-Geometric Optimization Algorithms", JMLR 18, 2017).
/// Each thing keeps the least probability of Hamano et al., "CatCMA", GECCO 2024, so that none is lost for good.
///
/// It never changes.
final class ChoiceDistribution {
    /// Half and twice of it end no better.
    private static final double RATE = 0.2;

    /// How likely no choice at all is other than the likeliest, where all are as sure as may be.
    private static final double UNTOUCHED = 0.73;

    private final List<Integer> places;
    private final List<Choice> choices;
    private final double[][] shares;

    private ChoiceDistribution(List<Integer> places, List<Choice> choices, double[][] shares) {
        this.places = places;
        this.choices = choices;
        this.shares = shares;
    }

    /// The one before anything is known.
    static ChoiceDistribution first(List<Coordinate> coordinates) {
        var places = new ArrayList<Integer>();
        var choices = new ArrayList<Choice>();
        for (int i = 0; i < coordinates.size(); i++) {
            if (coordinates.get(i) instanceof Choice choice) {
                places.add(i);
                choices.add(choice);
            }
        }
        var shares = choices.stream()
                .map(each ->
                        each.shares().stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        return new ChoiceDistribution(places, choices, shares);
    }

    /// The same where something is believed.
    static ChoiceDistribution first(ExpertPriors priors) {
        var plain = first(priors.coordinates());
        for (int i = 0; i < plain.shares.length; i++) {
            for (int thing = 0; thing < plain.shares[i].length; thing++) {
                double share = plain.shares[i][thing];
                int number = thing;
                plain.shares[i][thing] = priors.at(plain.places.get(i))
                        .map(each -> StrictMath.exp(each.logDensity(number)))
                        .orElse(share);
            }
        }
        return plain;
    }

    /// How many choices there are.
    int size() {
        return choices.size();
    }

    double share(int choice, int thing) {
        return shares[choice][thing];
    }

    /// Draws each choice into a point of the whole space.
    void draw(double[] point, RandomGenerator random) {
        for (int i = 0; i < shares.length; i++) {
            double left = random.nextDouble();
            int thing = 0;
            while (thing < shares[i].length - 1 && left >= shares[i][thing]) {
                left -= shares[i][thing];
                thing++;
            }
            point[places.get(i)] = thing;
        }
    }

    /// @param ranked the best first
    ChoiceDistribution after(List<Point> ranked, Rates rates) {
        double[][] next = new double[shares.length][];
        for (int i = 0; i < next.length; i++) {
            next[i] = shares[i].clone();
            for (int k = 0; k < ranked.size() && rates.weight(k) > 0; k++) {
                learn(next[i], shares[i], RATE * rates.weight(k), ranked.get(k), places.get(i));
            }
            raise(next[i]);
        }
        return new ChoiceDistribution(places, choices, next);
    }

    private static void learn(double[] next, double[] before, double rate, Point point, int place) {
        if (point.has(place)) {
            for (int thing = 0; thing < next.length; thing++) {
                next[thing] += rate * ((thing == (int) point.at(place) ? 1 : 0) - before[thing]);
            }
        }
    }

    /// Those that have less than the least get it, from the others' shares above it.
    private void raise(double[] next) {
        double least = (1 - StrictMath.pow(UNTOUCHED, 1.0 / size())) / (next.length - 1);
        double above = 0;
        double sum = 0;
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(next[i], least);
            above += next[i] - least;
            sum += next[i];
        }
        for (int i = 0; i < next.length; i++) {
            next[i] -= (sum - 1) * (next[i] - least) / above;
        }
    }

    /// How many numbers [#indicators] takes.
    int things() {
        return choices.stream().mapToInt(Choice::size).sum();
    }

    /// Writes 1 for what a point has of all the things that could be chosen, from a place in `target` on.
    void indicators(Point point, double[] target, int from) {
        int start = from;
        for (int i = 0; i < shares.length; i++) {
            if (point.has(places.get(i))) {
                target[start + (int) point.at(places.get(i))] = 1;
            }
            start += shares[i].length;
        }
    }
}
