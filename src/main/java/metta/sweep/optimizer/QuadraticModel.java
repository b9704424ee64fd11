package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// A quadratic function fitted to the losses of the trials that lie nearest to a distribution's mean:
/// what a point is likely to be worth before it is tried (after Hansen, "A Global Surrogate Assisted
/// CMA-ES", GECCO 2019, whose model it is, with a ridge instead of a pseudoinverse). With few trials
/// it has no mixed terms, with fewer no squares. What is chosen among unlike things adds to it.
final class QuadraticModel {
    /// Each coefficient needs so many trials.
    private static final double TRIALS_EACH = 1.1;

    /// So many trials for each coefficient are near enough.
    private static final int NEAR = 2;

    private static final int LEAST_NEAR = 20;

    /// Fewer than would take long; beyond, there are no mixed terms.
    private static final int MOST_COEFFICIENTS = 300;

    /// So many of the newest trials are looked at.
    private static final int NEWEST = 2_000;

    /// How much more than the worst the best one weighs.
    private static final double BEST_WEIGHT = 20;

    /// The best loss is 0 and the median 1: nothing is worse than this, failed trials neither.
    private static final double WORST = 3;

    private static final double RIDGE = 1e-3;
    private static final double SINGULAR = 1e-30;

    private final CmaEsState state;
    private final int degree;
    private final double[] coefficients;

    /// @param place as the distribution sees it
    @SuppressWarnings("ArrayRecordComponent")
    private record Trial(Evidence.Item item, double[] place, double distance) {}

    private QuadraticModel(CmaEsState state, int degree, List<Trial> best, double[] losses) {
        this.state = state;
        this.degree = degree;
        this.coefficients = fit(best, losses);
    }

    /// Nothing while there are too few trials, or where the better half of those that are near are
    /// equally good.
    static Optional<QuadraticModel> of(CmaEsState state, Evidence evidence) {
        var items = evidence.items();
        var newest = items.subList(Math.max(0, items.size() - NEWEST), items.size());
        long feasible = newest.stream().filter(Evidence.Item::feasible).count();
        int degree = degree(state, feasible);
        if (degree == 0) {
            return Optional.empty();
        }
        var near = nearest(state, newest, Math.max(LEAST_NEAR, NEAR * coefficients(state, degree)));
        double[] losses = losses(near);
        double median = losses[near.size() / 2];
        boolean flat = losses[0] == median || median == Double.POSITIVE_INFINITY;
        return flat ? Optional.empty() : Optional.of(new QuadraticModel(state, degree, near, losses));
    }

    /// 1 for a linear function, 2 with squares, 3 with mixed terms; 0 where there are too few trials
    /// for any.
    private static int degree(CmaEsState state, long trials) {
        int degree = 3;
        while (degree > 0
                && (trials < TRIALS_EACH * coefficients(state, degree)
                        || (degree == 3 && coefficients(state, degree) > MOST_COEFFICIENTS))) {
            degree--;
        }
        return degree;
    }

    private static int coefficients(CmaEsState state, int degree) {
        int lines = state.lines().size();
        int mixed = degree == 3 ? lines * (lines - 1) / 2 : 0;
        return 1 + lines * Math.min(degree, 2) + mixed + state.choices().things();
    }

    /// The best first.
    private static List<Trial> nearest(CmaEsState state, List<Evidence.Item> items, int most) {
        var trials = new ArrayList<Trial>();
        for (var item : items) {
            double[] place = state.lines().standardized(item.point());
            double distance = 0;
            for (double each : place) {
                distance += each * each;
            }
            trials.add(new Trial(item, place, distance));
        }
        trials.sort(Comparator.comparingDouble(Trial::distance));
        return trials.stream()
                .limit(most)
                .sorted(Comparator.comparing(Trial::item, Evidence.Item.BEST_FIRST))
                .toList();
    }

    /// What stands for the losses of trials, the best first: those that do not keep all bounds are
    /// behind all that do, the farther they are beyond them.
    private static double[] losses(List<Trial> best) {
        var items = best.stream().map(Trial::item).toList();
        var within = items.stream()
                .filter(Evidence.Item::admissible)
                .mapToDouble(Evidence.Item::loss)
                .summaryStatistics();
        double worst = within.getCount() > 0 ? within.getMax() : 0;
        double range = within.getCount() > 0 && worst > within.getMin() ? worst - within.getMin() : 1;
        return items.stream()
                .mapToDouble(each -> each.admissible() || !each.feasible()
                        ? each.loss()
                        : Math.min(worst + range * share(each.violation()), Double.MAX_VALUE))
                .toArray();
    }

    /// Of a violation from 0 to infinity one from 0 to 1.
    private static double share(double violation) {
        return violation < 1 ? violation / (1 + violation) : 1 / (1 + 1 / violation);
    }

    /// @param losses of the trials
    private double[] fit(List<Trial> best, double[] losses) {
        int size = coefficients(state, degree);
        double[][] squares = new double[size][size];
        double[] sums = new double[size];
        double least = losses[0];
        double median = losses[losses.length / 2];
        double trace = 0;
        for (int i = 0; i < best.size(); i++) {
            var trial = best.get(i);
            double weight = BEST_WEIGHT - (BEST_WEIGHT - 1) * i / (best.size() - 1);
            double[] terms = terms(trial.item().point(), trial.place());
            // halves, because the difference of two numbers may be too large for a number
            double loss = (losses[i] / 2 - least / 2) / (median / 2 - least / 2);
            for (int j = 0; j < size; j++) {
                sums[j] += weight * terms[j] * Math.min(loss, WORST);
                for (int k = 0; k < size; k++) {
                    squares[j][k] += weight * terms[j] * terms[k];
                }
                trace += weight * terms[j] * terms[j];
            }
        }
        for (int j = 0; j < size; j++) {
            squares[j][j] += RIDGE * trace / size;
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(squares, false), trace, SINGULAR)
                .getSolver()
                .solve(new ArrayRealVector(sums, false))
                .toArray();
    }

    private double[] terms(Point point, double[] place) {
        double[] terms = new double[coefficients(state, degree)];
        terms[0] = 1;
        int next = 1;
        for (int i = 0; i < place.length; i++) {
            terms[next++] = place[i];
            if (degree > 1) {
                terms[next++] = place[i] * place[i];
            }
            for (int j = 0; degree > 2 && j < i; j++) {
                terms[next++] = place[i] * place[j];
            }
        }
        state.choices().indicators(point, terms, next);
        return terms;
    }

    /// The smaller the better.
    double at(Point point) {
        double[] terms = terms(point, state.lines().standardized(point));
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            sum += coefficients[i] * terms[i];
        }
        return sum;
    }
}
