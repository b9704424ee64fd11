package metta.sweep.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Ordered;
import metta.sweep.Problem;
import metta.sweep.SweepException;
import metta.sweep.config.Metric;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.Spelling;

/// By what a search goes that has several objectives: by the volume that the front dominates, or by one
/// number made of all of them, see [Compromise].
///
/// @param weights what objectives count, by name, those without one 1; where there are none at all, they
///     are drawn for each trial
record Scalarization(Way way, Map<String, Double> weights) {
    static final Scalarization BY_VOLUME = new Scalarization(Way.HYPERVOLUME, Map.of());

    /// Of which volumes are reckoned quickly.
    private static final int MOST_OBJECTIVES = 4;

    /// What is made of several numbers.
    enum Way {
        /// The volume of what they dominate; the same as `TCHEBYCHEFF` where that would take long.
        HYPERVOLUME,
        /// The worst, and a little of all.
        TCHEBYCHEFF,
        /// The sum.
        LINEAR
    }

    Scalarization {
        weights = Ordered.copy(weights);
    }

    static Scalarization of(OptimizerConfig config) {
        var way = Way.valueOf(config.word(OptimizerType.SCALARIZATION).toUpperCase(Locale.ROOT));
        return new Scalarization(way, config.numbers(OptimizerType.WEIGHTS));
    }

    /// @throws SweepException if there are weights of what is no objective, or none above 0
    void check(Problem problem) {
        given(problem);
    }

    /// What a trial goes by; nothing where it goes by volumes, or where there is one objective.
    ///
    /// @throws SweepException as [#check]
    Optional<Compromise> compromise(Problem problem, int number) {
        int objectives = problem.objectives().size();
        boolean volume = way == Way.HYPERVOLUME && objectives <= MOST_OBJECTIVES;
        var counting = weights.isEmpty() ? drawn(problem, number) : given(problem);
        return objectives == 1 || volume ? Optional.empty() : Optional.of(new Compromise(way, counting));
    }

    /// Evenly from all there are: those on a lattice, as in ParEGO, mostly leave an objective out where
    /// there are many.
    private static List<Double> drawn(Problem problem, int number) {
        var random = problem.random(-number);
        return problem.objectives().stream()
                .map(_ -> -StrictMath.log(1 - random.nextDouble()))
                .toList();
    }

    private List<Double> given(Problem problem) {
        var left = new LinkedHashMap<>(weights);
        var given = problem.objectives().stream()
                .map(Metric::name)
                .map(each -> Optional.ofNullable(left.remove(each)).orElse(1.0))
                .toList();
        if (!left.isEmpty()) {
            var names = problem.objectives().stream().map(Metric::name).toList();
            var stranger = left.keySet().iterator().next();
            throw refused("unknown metric '%s'%s".formatted(Spelling.shown(stranger), Spelling.hint(stranger, names)));
        }
        double most = Collections.max(given);
        if (most == 0) {
            throw refused("one metric at least must count; give it a number above 0");
        }
        return given.stream().map(each -> each / most).toList();
    }

    private static SweepException refused(String why) {
        return new SweepException(SweepException.Exit.USAGE, "optimizer.weights: " + why);
    }
}
