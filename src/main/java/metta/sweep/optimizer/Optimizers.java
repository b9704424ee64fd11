package metta.sweep.optimizer;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// The optimizers on offer. The classes behind them are nobody else's business.
public final class Optimizers {
    /// Under what a suggestion by [#pruned] keeps which parameters matter little, each with the value
    /// at which most trials leave it.
    public static final String UNIMPORTANT = "pruning/unimportant";

    private Optimizers() {}

    /// Independent draws from the space.
    public static Optimizer random() {
        return new RandomSearch();
    }

    /// Draws that spread more evenly than independent ones would: a scrambled Sobol sequence.
    public static Optimizer sobol() {
        return SequenceSearch.sobol();
    }

    /// Draws that together have every part of every parameter's range once: a Latin hypercube of as many
    /// points as there may be trials.
    public static Optimizer lhs() {
        return SequenceSearch.latin();
    }

    /// What suits the problem of the others: two that learn from each other's trials, in turn, or one.
    public static Optimizer auto() {
        return auto(new OptimizerConfig(OptimizerType.AUTO));
    }

    /// The same as somebody wants it.
    ///
    /// @param config of [OptimizerType#AUTO]
    public static Optimizer auto(OptimizerConfig config) {
        return new AutoSearch(new GpSettings(config));
    }

    /// Draws from where good configurations are denser than others: a tree-structured Parzen estimator
    /// over whole configurations.
    public static Optimizer tpe() {
        return tpe(new OptimizerConfig(OptimizerType.TPE));
    }

    /// The same as somebody wants it.
    ///
    /// @param config of [OptimizerType#TPE]
    public static Optimizer tpe(OptimizerConfig config) {
        return new TpeSearch(Thrift.Way.of(config));
    }

    /// What a Gaussian process of the scores expects to improve on the best the most.
    public static Optimizer gp() {
        return gp(new OptimizerConfig(OptimizerType.GP));
    }

    /// The same as somebody wants it.
    ///
    /// @param config of [OptimizerType#GP]
    public static Optimizer gp(OptimizerConfig config) {
        return GpSearch.ofOne(new GpSettings(config));
    }

    /// The same for several metrics, with a Gaussian process of each: what is expected to add the most
    /// to what the front dominates.
    public static Optimizer mogp() {
        return mogp(new OptimizerConfig(OptimizerType.MOGP));
    }

    /// The same as somebody wants it: by volumes, or by one number that is made of all metrics.
    ///
    /// @param config of [OptimizerType#MOGP]
    public static Optimizer mogp(OptimizerConfig config) {
        return GpSearch.ofAll(Scalarization.of(config), new GpSettings(config));
    }

    /// Draws from a normal distribution that moves toward where configurations are good and takes the
    /// shape of the surroundings: a CMA-ES, for whole numbers and choices too.
    public static Optimizer cmaes() {
        return new CmaEsSearch();
    }

    /// Bayesian optimization that heeds what runs cost, as the Python original has it.
    ///
    /// @param config of [OptimizerType#PROTEIN]
    public static Optimizer protein(OptimizerConfig config) {
        return new ProteinSearch(new ProteinSettings(config));
    }

    /// Children of the best runs, for one metric or several: those on the same front that have the
    /// most room are preferred (NSGA-II).
    public static Optimizer nsga2() {
        return new EvolutionSearch(new Mating(), new Preference.Room());
    }

    /// The same, for many metrics: of one front those are preferred that lie in as many directions as
    /// possible (NSGA-III).
    public static Optimizer nsga3() {
        return new EvolutionSearch(new Mating(), new Niches());
    }

    /// The best configurations, moved by the differences between them: differential evolution.
    public static Optimizer de() {
        return new EvolutionSearch(new Differences(), new Preference.Room());
    }

    /// Every combination once, in the order of nested loops: the first parameter varies slowest.
    ///
    /// Choices and fixed values are taken as they are. Of a numeric parameter every value is taken
    /// where there are at most `resolution`, else `resolution` points at equal steps of its axis, both
    /// ends among them (its centre, where the resolution is 1).
    ///
    /// @param resolution for numeric parameters without one of their own, from 1 to 1,000,000
    /// @param resolutions by the parameter's name
    /// @throws IllegalArgumentException if a resolution is out of bounds
    public static Optimizer grid(int resolution, Map<String, Integer> resolutions) {
        return new GridSearch(new Resolution(resolution, resolutions));
    }

    /// The given configurations as the first trials, in order, and then what another optimizer
    /// suggests.
    public static Optimizer first(List<Configuration> points, Optimizer then) {
        return points.isEmpty() ? then : new PointsFirst(points, then);
    }

    /// Searches without the parameters that matter little, as far as can be told from the trials so
    /// far.
    ///
    /// @param optimizer makes the one that searches
    public static Optimizer pruned(Supplier<Optimizer> optimizer) {
        return new PrunedSearch(optimizer);
    }

    /// How much each parameter with something to choose matters: the share of what scores differ by
    /// that would be left open if all others were known; of several metrics for the one that it
    /// matters most to. Nothing as long as no run has ended well.
    public static SequencedMap<String, Double> importance(Problem problem, List<Observation> observations) {
        var evidence = new Evidence.Cache().of(problem, observations);
        return evidence.feasible() == 0 ? new LinkedHashMap<>() : Importance.of(problem, evidence);
    }

    /// How many values such a grid takes of each parameter.
    ///
    /// @throws IllegalArgumentException as [#gridSize] does
    public static SequencedMap<String, Integer> gridValues(
            SearchSpace space, int resolution, Map<String, Integer> resolutions) {
        return Grid.of(space, new Resolution(resolution, resolutions)).sizes();
    }

    /// How many trials such a grid takes; it may have more points than could ever be tried.
    ///
    /// @param points that are tried first, some of which may lie beside the grid
    /// @throws IllegalArgumentException if a resolution is out of bounds or for no numeric parameter
    ///     of the space
    public static BigInteger gridSize(
            SearchSpace space, int resolution, Map<String, Integer> resolutions, List<Configuration> points) {
        var grid = Grid.of(space, new Resolution(resolution, resolutions));
        long beside =
                points.stream().filter(each -> grid.indexOf(each).isEmpty()).count();
        return grid.size().add(BigInteger.valueOf(beside));
    }
}
