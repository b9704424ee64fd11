package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Bayesian optimization: what a Gaussian process of the scores expects to improve on the best the
/// most (Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions",
/// 1998, section 4.1).
///
/// Half of the trials is chosen near the best, the others anywhere, or downhill from the best, see
/// [Reach]. Runs that have not ended are imagined to end in 16 ways, drawn from what the process
/// expects of them together. Where runs failed, what is to be gained counts by the
/// probability that a run does not, and where metrics are bounded by the probability that bounds are
/// kept, see [Chances]. What a person believes of a point counts besides, see
/// [BeliefWeight], and so do the scores of earlier sweeps, see [Kernel].
///
/// Instead of the improvement that is to be expected it may go by what may be hoped for, or by drawn
/// functions, see [LowestLoss]; and it may heed what trials cost, see [Thrift].
///
/// It goes by the first objective, or by all: by the volume that a trial adds to what the front
/// dominates, see [WidestFront], or by a [Compromise].
final class GpSearch implements Optimizer {
    /// Where so many of the first trials have failed, all of them, earlier sweeps say nothing of it.
    private static final int MOST_FAILED = 6;

    private static final int FEWEST_ENDED = 3;

    private final Optional<Scalarization> all;
    private final GpSettings settings;
    private final Thrift thrift;
    private final Evidence.Cache cache = new Evidence.Cache();
    private final InitialDesign start;
    private Optional<Surrogate> known = Optional.empty();

    private GpSearch(Optional<Scalarization> all, GpSettings settings) {
        this.all = all;
        this.settings = settings;
        thrift = new Thrift(settings.thrift());
        start = new InitialDesign(all.isPresent());
    }

    /// Goes by the first objective.
    static GpSearch ofOne(GpSettings settings) {
        return new GpSearch(Optional.empty(), settings);
    }

    /// Goes by all objectives.
    static GpSearch ofAll(Scalarization scalarization, GpSettings settings) {
        return new GpSearch(Optional.of(scalarization), settings);
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        all.ifPresent(each -> each.check(problem));
        var evidence = cache.of(problem, observations);
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var purse = early(problem, evidence, flying.size() + count)
                ? Optional.<Purse>empty()
                : thrift.purse(problem, evidence, observations);
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggestion = early(problem, evidence, flying.size())
                    ? start.suggestion(problem, evidence, flying, number)
                    : suggestion(problem, surrogate(problem, evidence, number), purse, flying, number);
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    /// Whether the start goes on. Once it has as many trials as it takes, few that ended are enough:
    /// many at once would else be begun before anything is learnt.
    private boolean early(Problem problem, Evidence evidence, int flying) {
        long ended = evidence.feasible();
        int size = startup(problem, evidence);
        return ended < Math.min(size, FEWEST_ENDED)
                || ended + flying < size
                || problem.space().dimensions() == 0;
    }

    /// How many trials have to end well before a model chooses: none where earlier sweeps say where to
    /// begin.
    private int startup(Problem problem, Evidence evidence) {
        boolean failed = evidence.feasible() == 0 && evidence.items().size() >= MOST_FAILED;
        return evidence.sources().any() && !failed ? 0 : start.size(problem);
    }

    private Surrogate surrogate(Problem problem, Evidence evidence, int number) {
        var compromise = all.flatMap(each -> each.compromise(problem, number));
        if (compromise.isPresent()) {
            var weighed = compromise.get().of(evidence);
            var aim = LowestLoss.of(compromise.get().words(problem.objectives()));
            return Surrogate.of(weighed, KernelShape.BOWL, aim, Optional.empty());
        }
        boolean several = all.isPresent() && problem.objectives().size() > 1;
        var aim = several ? new WidestFront() : settings.lowestLoss();
        var surrogate = Surrogate.of(evidence, KernelShape.BOWL, aim, known);
        known = Optional.of(surrogate);
        return surrogate;
    }

    private Suggestion suggestion(
            Problem problem, Surrogate surrogate, Optional<Purse> purse, List<Configuration> pending, int number) {
        var random = problem.random(number);
        var evidence = surrogate.evidence();
        var aim = surrogate.aim();
        int startup = startup(problem, evidence);
        var claim = purse.map(each -> each.claim(pending, number));
        var wanted = reach(problem, evidence, number);
        var region = region(surrogate, wanted, number, startup)
                .filter(each -> claim.stream().allMatch(it -> it.affords(each.center())));
        var places = surrogate.places(pending);
        var imagining = surrogate.imagining(places, random);
        var chances = surrogate.chances(places, random);
        Function<Optional<TrustRegion>, Suggestion> within = where -> {
            var reach = where.isPresent() ? wanted : Reach.ANYWHERE;
            var candidates = new SpaceCandidates(evidence.space(), surrogate.allCenters(), where, random);
            boolean near = reach != Reach.ANYWHERE;
            var gain = aim.acquisition(surrogate.models(), imagining, chances, near, candidates.places(), random);
            var heeding = claim.map(each -> gain.and(each.weight())).orElse(gain);
            var reason = reason(surrogate, claim.map(Purse.Claim::words).orElse(""), reach, pending.size());
            return surrogate.best(problem, believed(heeding, evidence, startup), pending, candidates, random, reason);
        };
        var suggestion = within.apply(region);
        boolean stale = region.isPresent() && !evidence.isNew(suggestion.configuration(), pending);
        return stale ? within.apply(Optional.empty()) : suggestion;
    }

    /// The front of several objectives is wide, so that there is always something to find elsewhere.
    private Reach reach(Problem problem, Evidence evidence, int number) {
        if (evidence.feasible() == 0) {
            return Reach.ANYWHERE;
        }
        boolean one = all.isEmpty() || problem.objectives().size() == 1;
        return one && Reach.many(evidence.space()) ? Reach.amongMany(number) : Reach.amongFew(number);
    }

    /// Nothing where the trial is to be chosen anywhere.
    private static Optional<TrustRegion> region(Surrogate surrogate, Reach reach, int number, int startup) {
        if (reach == Reach.ANYWHERE) {
            return Optional.empty();
        }
        var items = surrogate.evidence().items();
        var region = surrogate.aim().region(surrogate.centers(), items, number, startup, surrogate.fits());
        return Optional.of(reach == Reach.DOWNHILL ? region.downhill(surrogate.slopes(region.center())) : region);
    }

    private static String reason(Surrogate surrogate, String cost, Reach reach, int pending) {
        var evidence = surrogate.evidence();
        return "%s%s %s, by %s of %s%s%s"
                .formatted(
                        surrogate.aim().gain(),
                        cost,
                        reach,
                        surrogate.aim().model(),
                        evidence.counted(),
                        pending == 0 ? "" : " and %d under way".formatted(pending),
                        evidence.sources().any() ? ", and earlier sweeps" : "");
    }

    private static Acquisition believed(Acquisition worth, Evidence evidence, int startup) {
        var priors = evidence.space().priors();
        return priors.any() ? worth.and(BeliefWeight.after(evidence.items().size() - startup, priors)) : worth;
    }
}
