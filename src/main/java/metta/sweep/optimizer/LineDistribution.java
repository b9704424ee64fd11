package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.numeric.Covariance;
import metta.sweep.numeric.Normal;

/// The normal distribution over the lines of a space that a CMA-ES draws from: its mean, its step size and its shape,
/// whose longest side is 1, with the paths on which the last two came about.
///
/// It never changes; [LineUpdate] makes the next one.
final class LineDistribution {
    /// A fifth of the cube. With three tenths, as is usual, 100 trials end no better and 25 worse.
    private static final double FIRST_STEP = 0.2;

    /// However sure a person is: with half of it a wrong belief costs twice as much.
    private static final double NARROWEST_FIRST = 0.1;

    /// Draws beside the cube are drawn again so often before they are put on its edge.
    private static final int REDRAWS = 10;

    /// Nothing worth a trial is as near to another point of a line.
    private static final double NARROWEST = 1e-9;

    /// Beyond this the shape has no digits left.
    private static final double WORST_CONDITION = 1e14;

    private final Lines lines;
    private final double[] mean;
    private final double step;
    private final Covariance shape;
    private final double[] stepPath;
    private final double[] path;
    private final int generations;

    /// Takes the arrays over, one value for each line: nobody else may change them.
    ///
    /// @param stepPath where the mean has gone of late, as if the shape were a ball
    /// @param path the same as it is
    /// @param generations that it has learnt from
    LineDistribution(
            Lines lines,
            double[] mean,
            double step,
            Covariance shape,
            double[] stepPath,
            double[] path,
            int generations) {
        this.lines = lines;
        this.mean = mean;
        this.step = step;
        this.shape = shape;
        this.stepPath = stepPath;
        this.path = path;
        this.generations = generations;
    }

    /// The one before anything is known: a ball around the centre of the search.
    static LineDistribution first(List<Coordinate> coordinates) {
        var lines = Lines.of(coordinates);
        return new LineDistribution(lines, lines.centers(), FIRST_STEP, lines.size());
    }

    /// The same around where the best is believed, as wide as the belief is.
    static LineDistribution first(ExpertPriors priors) {
        var plain = first(priors.coordinates());
        if (!priors.any()) {
            return plain;
        }
        int size = plain.size();
        double[] mean = plain.mean.clone();
        double[] widths = new double[size];
        for (int j = 0; j < size; j++) {
            var prior = priors.at(plain.lines.places().get(j));
            double center = mean[j];
            mean[j] = prior.map(ExpertPrior::likeliest).orElse(center);
            widths[j] = prior.map(each -> Math.clamp(each.width(), NARROWEST_FIRST, FIRST_STEP))
                    .orElse(FIRST_STEP);
        }
        double step = Arrays.stream(widths).max().orElse(FIRST_STEP);
        double[][] shape = new double[size][size];
        for (int j = 0; j < size; j++) {
            shape[j][j] = (widths[j] / step) * (widths[j] / step);
        }
        return new LineDistribution(
                plain.lines, mean, step, Covariance.of(shape), new double[size], new double[size], 0);
    }

    private LineDistribution(Lines lines, double[] mean, double step, int size) {
        this(lines, mean, step, Covariance.identity(size), new double[size], new double[size], 0);
    }

    /// The same as the first one, around a place that chance chooses.
    LineDistribution anew(RandomGenerator random) {
        return new LineDistribution(lines, random.doubles(size()).toArray(), FIRST_STEP, size());
    }

    LineDistribution after(List<Point> ranked, Rates rates, RandomGenerator random) {
        return size() == 0 ? this : new LineUpdate(this, ranked, rates, random).next();
    }

    Lines lines() {
        return lines;
    }

    int size() {
        return mean.length;
    }

    double mean(int line) {
        return mean[line];
    }

    double step() {
        return step;
    }

    Covariance shape() {
        return shape;
    }

    double stepPath(int line) {
        return stepPath[line];
    }

    double path(int line) {
        return path[line];
    }

    int generations() {
        return generations;
    }

    /// The standard deviation along a line.
    double width(int line) {
        return step * Math.sqrt(shape.at(line, line));
    }

    /// Draws a place on each line into a point of the whole space.
    void draw(double[] point, RandomGenerator random) {
        double[] drawn = draw(random);
        for (int i = 0; i < REDRAWS && !inside(drawn); i++) {
            drawn = draw(random);
        }
        for (int j = 0; j < drawn.length; j++) {
            point[lines.places().get(j)] = Math.clamp(drawn[j], 0.0, 1.0);
        }
    }

    private double[] draw(RandomGenerator random) {
        double[] normals = new double[size()];
        for (int j = 0; j < normals.length; j++) {
            normals[j] = random.nextGaussian();
        }
        double[] drawn = shape.coloured(normals);
        for (int j = 0; j < drawn.length; j++) {
            drawn[j] = mean[j] + step * drawn[j];
        }
        return drawn;
    }

    private static boolean inside(double[] drawn) {
        for (double each : drawn) {
            if (!(each >= 0 && each <= 1)) {
                return false;
            }
        }
        return true;
    }

    /// How far a point lies from the mean, in steps; 0 where a line takes no part. A point does not say where within
    /// its value's part of a counted line it was drawn: chance says so, as if it had come from this distribution.
    double[] move(Point point, RandomGenerator random) {
        double[] move = new double[size()];
        for (int j = 0; j < move.length; j++) {
            if (lines.takesPart(j, point)) {
                double at = lines.at(j, point);
                move[j] = ((lines.counted(j) ? within(j, at, random) : at) - mean[j]) / step;
            }
        }
        return move;
    }

    private double within(int line, double at, RandomGenerator random) {
        double start = lines.cellStart(line, at) - mean[line];
        double width = width(line);
        return mean[line]
                + width * Normal.between(start / width, (start + lines.step(line)) / width, random.nextDouble());
    }

    /// The place as seen from the mean if the distribution were a standard normal one.
    double[] standardized(Point point) {
        double[] move = new double[size()];
        for (int j = 0; j < move.length; j++) {
            move[j] = lines.takesPart(j, point) ? (lines.at(j, point) - mean[j]) / step : 0;
        }
        return shape.whitened(move);
    }

    /// Whether there is nothing more to be found here.
    boolean converged() {
        double widest = 0;
        boolean continuous = false;
        for (int j = 0; j < size(); j++) {
            if (!lines.counted(j)) {
                widest = Math.max(widest, width(j));
                continuous = true;
            }
        }
        return (continuous && widest < NARROWEST) || shape.condition() > WORST_CONDITION;
    }
}
