package metta.sweep.optimizer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What a Gaussian process makes of the runs that ended, as far as a suggestion needs it: fitted as
/// [Fits] say, and of more than 500 runs it knows the best, the newest and those nearest to the best.
final class Surrogate {
    private static final int MOST = 500;
    private static final int FANTASIES = 16;

    private final Evidence evidence;
    private final Fits fits;
    private final GaussianProcess process;
    private final Optional<Feasibility> feasibility;

    private Surrogate(Evidence evidence, Fits fits) {
        this.evidence = evidence;
        this.fits = fits;
        var used = Fits.nearest(evidence.items(), MOST);
        process = GaussianProcess.of(
                fits.scores().kernel(),
                fits.scores().noise(),
                Fits.places(used),
                new Targets(evidence.items()).of(used));
        feasibility = fits.feasibility(evidence.items());
    }

    /// @param evidence with a feasible run
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, Optional<Surrogate> before) {
        return before.filter(each -> each.isOf(evidence))
                .orElseGet(() -> new Surrogate(evidence, Fits.of(evidence, before.map(each -> each.fits))));
    }

    private boolean isOf(Evidence other) {
        return evidence.space() == other.space() && SharedStart.isAll(evidence.items(), other.items());
    }

    /// @param startup how many runs were not chosen by a model
    Suggestion suggest(Problem problem, List<Configuration> pending, int number, int startup) {
        var random = problem.random(number);
        var space = evidence.space();
        var current = process;
        if (!pending.isEmpty()) {
            double[][] places =
                    pending.stream().map(each -> space.place(each).toArray()).toArray(double[][]::new);
            current = process.imagining(places, FANTASIES, random);
        }
        Acquisition improvement = new Improvement(current);
        var acquisition = feasibility.map(improvement::and).orElse(improvement);
        var region = number / 2 % 2 == 1
                ? Optional.of(TrustRegion.of(evidence.items(), startup, fits.scores()))
                : Optional.<TrustRegion>empty();
        var candidates = new Candidates(evidence, region, random);
        return new Ascent(
                        acquisition,
                        evidence,
                        new HashSet<>(pending),
                        candidates,
                        fits.scores().geometry())
                .best()
                .map(each -> new Suggestion(each, attributes(), reason(region.isPresent(), pending.size())))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), random),
                        Map.of(),
                        "random draw, because the constraints reject what the model looked at"));
    }

    /// What was added to the model where its arithmetic failed, so that nobody has to wonder.
    private Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        if (process.noise() > fits.scores().noise()) {
            attributes.put("gp/jitter", process.noise());
        }
        return attributes;
    }

    private String reason(boolean near, int pending) {
        return "largest expected improvement %s, by a Gaussian process of %d runs%s"
                .formatted(
                        near ? "near the best" : "anywhere",
                        evidence.items().size(),
                        pending == 0 ? "" : " and %d under way".formatted(pending));
    }
}
