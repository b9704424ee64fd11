package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import metta.sweep.numeric.Domination;
import metta.sweep.numeric.Hypervolume;

/// To add to the volume that the front of several objectives dominates, see [Expansion].
record WidestFront() implements Aim {
    private static final int CENTERS = 10;
    private static final int FANTASIES = 16;

    /// So many points stand for a longer front.
    private static final int MOST_POINTS = 100;

    /// How far behind the front the reference lies, in shares of how far that reaches.
    private static final double BEHIND = 0.1;

    /// How far beyond all points the reference lies, in standard deviations: a part of the front may
    /// be worse in one objective than all that was seen.
    private static final double BEYOND = 1;

    /// How much farther, in standard deviations, where the front is a single point.
    private static final double FARTHER = 3;

    /// Those of which there is a value.
    @Override
    public List<Integer> objectives(List<Evidence.Item> telling) {
        return IntStream.range(0, telling.getFirst().losses().size())
                .filter(objective -> telling.stream().anyMatch(each -> each.has(objective)))
                .boxed()
                .toList();
    }

    /// Up to the worst on the front.
    @Override
    public double kept(List<Evidence.Item> items, int objective) {
        return Fronts.of(items).stream()
                .limit(1)
                .flatMap(List::stream)
                .filter(each -> each.has(objective))
                .mapToDouble(each -> each.losses().get(objective))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    @Override
    public List<Evidence.Item> best(List<Evidence.Item> items, int count) {
        return Fronts.best(items, count, new Preference.Room());
    }

    @Override
    public List<Evidence.Item> centers(List<Evidence.Item> items) {
        return Fronts.best(items, CENTERS, new Preference.Volume());
    }

    /// Around each of the centres in turn, for the two trials that are near one after the other.
    @Override
    public TrustRegion region(
            List<Evidence.Item> centers, List<Evidence.Item> items, int number, int startup, List<KernelFit> fits) {
        var front = new ArrayList<double[]>();
        double[][] losses = Fronts.losses(items);
        boolean[] successes = new boolean[losses.length];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            double[] newest = losses[i];
            double violation = items.get(i).violation();
            if (violation < least) {
                front.clear(); // None of these keeps the bounds as well.
            }
            least = Math.min(least, violation);
            successes[i] = items.get(i).complete()
                    && violation == least
                    && front.stream().noneMatch(each -> Domination.covers(each, newest));
            if (successes[i]) {
                front.removeIf(each -> Domination.covers(newest, each));
                front.add(newest);
            }
        }
        return new TrustRegion(centers.get(number / 4 % centers.size()), successes, startup, fits);
    }

    @Override
    public int fantasies(int objectives) {
        return FANTASIES / objectives;
    }

    /// Near the front it is to be filled, anywhere it is to be found however far it reaches.
    @Override
    public Acquisition acquisition(
            List<LossModel> known,
            List<LossModel> imagining,
            Chances chances,
            boolean near,
            double[][] candidates,
            RandomGenerator random) {
        double[][] points = means(known, chances, 0);
        double[] reference = new double[known.size()];
        Arrays.setAll(reference, near ? behind(Domination.front(points)) : beyond(points));
        var gains = IntStream.range(0, imagining.getFirst().process().sets())
                .mapToObj(set -> means(imagining, chances, set))
                .map(means -> new VolumeGain(few(Domination.front(means), reference), reference))
                .toList();
        return new Expansion(imagining.stream().map(LossModel::process).toList(), gains, chances);
    }

    /// What the processes say of the runs that keep all bounds and have all objectives.
    private static double[][] means(List<LossModel> models, Chances chances, int set) {
        var objectives = models.stream().map(LossModel::objective).toList();
        double[][] means = models.stream()
                .map(each -> each.kept(item -> objectives.stream().allMatch(item::has), chances, set))
                .toArray(double[][]::new);
        double[][] points = new double[means[0].length][models.size()];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < means.length; k++) {
                points[i][k] = means[k][i];
            }
        }
        return points;
    }

    private static double[][] few(double[][] front, double[] reference) {
        return front.length <= MOST_POINTS
                ? front
                : Arrays.stream(Hypervolume.subset(front, reference, MOST_POINTS))
                        .mapToObj(i -> front[i])
                        .toArray(double[][]::new);
    }

    /// Up to where volumes are measured, by objective: behind the worst of the front, the farther the
    /// fewer points it has and the less is known of how far it reaches.
    private static IntToDoubleFunction behind(double[][] front) {
        return objective -> {
            var losses =
                    Arrays.stream(front).mapToDouble(each -> each[objective]).summaryStatistics();
            return front.length == 0
                    ? FARTHER
                    : losses.getMax() + BEHIND * (losses.getMax() - losses.getMin()) + FARTHER / front.length;
        };
    }

    /// Beyond all that was seen, so that no part of a front that falls apart is out of sight.
    private static IntToDoubleFunction beyond(double[][] points) {
        return objective ->
                Arrays.stream(points).mapToDouble(each -> each[objective]).max().orElse(FARTHER) + BEYOND;
    }

    @Override
    public boolean goesByMetrics() {
        return true;
    }

    @Override
    public String gain() {
        return "largest expected gain of volume";
    }

    @Override
    public String model() {
        return "Gaussian processes";
    }
}
