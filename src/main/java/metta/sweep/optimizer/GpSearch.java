package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Bayesian optimization: what a Gaussian process of the scores expects to improve on the best the
/// most (Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions",
/// 1998).
///
/// Two trials are chosen near the best, see [TrustRegion], the next two anywhere, so that of every
/// other trial too half is near. Runs that have not ended are imagined to end in 16 ways, drawn from
/// what the process expects of them together. Where runs failed, what is to be gained counts by the
/// probability that a run does not. What a person believes of a point counts besides, see
/// [BeliefWeight], and so do the scores of earlier sweeps, see [Kernel].
///
/// Instead of the improvement that is to be expected it may go by what may be hoped for, or by drawn
/// functions, see [LowestLoss]; and it may heed what trials cost, see [Thrift].
///
/// It goes by the first objective, or by all: up to four by the volume that a trial adds to what the
/// front dominates, see [WidestFront], more by [Compromise].
final class GpSearch implements Optimizer {
    /// Where so many of the first trials have failed, all of them, earlier sweeps say nothing of it.
    private static final int MOST_FAILED = 6;

    /// Of which volumes are reckoned quickly.
    private static final int MOST_OBJECTIVES = 4;

    private final Objectives objectives;
    private final GpSettings settings;
    private final Thrift thrift;
    private final Evidence.Cache cache = new Evidence.Cache();
    private final InitialDesign start = new InitialDesign();
    private Optional<Surrogate> known = Optional.empty();

    /// By which it goes.
    enum Objectives {
        FIRST,
        ALL
    }

    GpSearch(Objectives objectives, GpSettings settings) {
        this.objectives = objectives;
        this.settings = settings;
        thrift = new Thrift(settings.thrift());
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        boolean early = evidence.feasible() < startup(problem, evidence)
                || problem.space().dimensions() == 0;
        var purse = early ? Optional.<Purse>empty() : thrift.purse(problem, evidence, observations);
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggestion = early
                    ? start.suggestion(problem, evidence, flying, number)
                    : suggestion(problem, surrogate(problem, evidence, number), purse, flying, number);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    /// How many trials have to end well before a model chooses: none where earlier sweeps say where to
    /// begin.
    private static int startup(Problem problem, Evidence evidence) {
        boolean failed = evidence.feasible() == 0 && evidence.items().size() >= MOST_FAILED;
        return evidence.sources().any() && !failed ? 0 : InitialDesign.size(problem);
    }

    private Surrogate surrogate(Problem problem, Evidence evidence, int number) {
        int several = objectives == Objectives.ALL ? problem.objectives().size() : 1;
        if (several > MOST_OBJECTIVES) {
            var compromise = Compromise.of(evidence, several, problem.random(-number));
            return Surrogate.of(compromise, KernelShape.BOWL, new LowestLoss(), Optional.empty());
        }
        var aim = several == 1 ? settings.lowestLoss() : new WidestFront();
        var surrogate = Surrogate.of(evidence, KernelShape.BOWL, aim, known);
        known = Optional.of(surrogate);
        return surrogate;
    }

    private static Suggestion suggestion(
            Problem problem, Surrogate surrogate, Optional<Purse> purse, List<Configuration> pending, int number) {
        var random = problem.random(number);
        var evidence = surrogate.evidence();
        var aim = surrogate.aim();
        int startup = startup(problem, evidence);
        var claim = purse.map(each -> each.claim(pending, number));
        var region = region(surrogate, startup, number)
                .filter(each -> claim.stream().allMatch(it -> it.affords(each.center())));
        boolean near = region.isPresent();
        var imagining = surrogate.imagining(surrogate.places(pending), random);
        var candidates = new SpaceCandidates(evidence.space(), surrogate.allCenters(), region, random);
        var gain = aim.acquisition(surrogate.models(), imagining, near, candidates.places(), random);
        var heeding = claim.map(each -> gain.and(each.weight())).orElse(gain);
        var reason = reason(surrogate, claim.map(Purse.Claim::words).orElse(""), near, pending.size());
        return surrogate.best(problem, believed(heeding, evidence, startup), pending, candidates, random, reason);
    }

    /// Nothing where the trial is to be chosen anywhere.
    private static Optional<TrustRegion> region(Surrogate surrogate, int startup, int number) {
        var items = surrogate.evidence().items();
        boolean near = number / 2 % 2 == 1 && surrogate.evidence().feasible() > 0;
        return near
                ? Optional.of(surrogate.aim().region(surrogate.centers(), items, number, startup, surrogate.fits()))
                : Optional.empty();
    }

    private static String reason(Surrogate surrogate, String cost, boolean near, int pending) {
        var evidence = surrogate.evidence();
        return "%s%s %s, by %s of %d runs%s%s"
                .formatted(
                        surrogate.aim().gain(),
                        cost,
                        near ? "near the best" : "anywhere",
                        surrogate.aim().model(),
                        evidence.items().size(),
                        pending == 0 ? "" : " and %d under way".formatted(pending),
                        evidence.sources().any() ? ", and earlier sweeps" : "");
    }

    private static Acquisition believed(Acquisition worth, Evidence evidence, int startup) {
        var priors = evidence.space().priors();
        return priors.any() ? worth.and(BeliefWeight.after(evidence.items().size() - startup, priors)) : worth;
    }
}
