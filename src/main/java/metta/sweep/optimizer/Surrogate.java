package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What a Gaussian process makes of the runs that ended, as far as a suggestion needs it.
///
/// Up to 100 runs the process is fitted to all of them for each suggestion, from where the prior says.
/// Beyond, it is fitted anew with every tenth more runs, to those that there were then; and of more
/// than 500 runs the best, the newest and those nearest to the best are taken. So it follows from the
/// runs alone, whatever was asked before.
final class Surrogate {
    private static final int ALWAYS_FITTED = 100;
    private static final int MOST_FITTED = 250;
    private static final int MOST = 500;
    private static final int FANTASIES = 16;

    /// What stands for the loss of trials where all have failed, so that they are not tried again.
    private static final double FAILED = 2;

    /// So many trials of earlier sweeps at most.
    private static final int MOST_EARLIER = 100;

    private final Evidence evidence;
    private final List<Evidence.Item> fitted;
    private final KernelFit fit;
    private final GaussianProcess process;
    private final Optional<Feasibility> feasibility;

    private Surrogate(
            Evidence evidence,
            List<Evidence.Item> fitted,
            KernelFit fit,
            GaussianProcess process,
            Optional<Feasibility> feasibility) {
        this.evidence = evidence;
        this.fitted = fitted;
        this.fit = fit;
        this.process = process;
        this.feasibility = feasibility;
    }

    /// @param evidence with a feasible run, of an earlier sweep at least
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, Optional<Surrogate> before) {
        var items = evidence.items();
        if (before.isPresent() && before.get().isOf(evidence)) {
            return before.get();
        }
        var fitted = nearest(firstOf(items), MOST_FITTED);
        var fit = before.filter(each -> each.isFitTo(evidence.space(), fitted))
                .map(each -> each.fit)
                .orElseGet(() -> fit(evidence, fitted));
        var seen = Seen.of(items, nearest(items, MOST)).and(evidence.sources());
        var process = GaussianProcess.of(fit.kernel(), fit.noise(), seen.places(), seen.targets());
        return new Surrogate(evidence, fitted, fit, process, feasibility(fit.geometry(), items));
    }

    private boolean isOf(Evidence other) {
        return evidence.space() == other.space() && SharedStart.isAll(evidence.items(), other.items());
    }

    private boolean isFitTo(ModelSpace space, List<Evidence.Item> items) {
        return evidence.space() == space && SharedStart.isAll(fitted, items);
    }

    /// The runs that the process is fitted to: all where none of the first was feasible.
    private static List<Evidence.Item> firstOf(List<Evidence.Item> items) {
        var first = items.subList(0, fittedOf(items.size()));
        return first.stream().anyMatch(Evidence.Item::feasible) ? first : items;
    }

    /// How many of the first of so many runs the process is fitted to.
    static int fittedOf(int count) {
        int fitted = Math.min(count, ALWAYS_FITTED);
        while (fitted >= ALWAYS_FITTED && fitted + fitted / 10 <= count) {
            fitted += fitted / 10;
        }
        return fitted;
    }

    private static KernelFit fit(Evidence evidence, List<Evidence.Item> items) {
        var geometry = new Geometry(evidence.space());
        var seen = Seen.of(items, items).and(evidence.sources());
        var prior = evidence.sources().any()
                ? Prior.withOthers(geometry.dimensions(), evidence.sources().trust())
                : new Prior(geometry.dimensions());
        return KernelFit.of(geometry, prior, seen.places(), seen.targets());
    }

    /// Points with what stands for their losses.
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(double[][] places, double[] targets) {
        /// @param all by which losses are standardized; where none is feasible, all are as bad as may be
        static Seen of(List<Evidence.Item> all, List<Evidence.Item> used) {
            if (all.stream().noneMatch(Evidence.Item::feasible)) {
                double[] targets = new double[used.size()];
                Arrays.fill(targets, FAILED);
                return new Seen(Surrogate.places(used), targets);
            }
            var targets = new Targets(all);
            return new Seen(
                    Surrogate.places(used),
                    used.stream().mapToDouble(each -> targets.of(each.loss())).toArray());
        }

        /// Those of earlier sweeps besides, each standardized by itself and with its number.
        Seen and(Sources sources) {
            var all = new ArrayList<>(List.of(places));
            var losses = new ArrayList<>(Arrays.stream(targets).boxed().toList());
            for (int number = 1; number <= sources.sweeps().size(); number++) {
                var sweep = sources.sweeps().get(number - 1);
                var more =
                        of(sweep, nearest(sweep, MOST_EARLIER / sources.sweeps().size()));
                for (int i = 0; i < more.places.length; i++) {
                    double[] place = Arrays.copyOf(more.places[i], more.places[i].length + 1);
                    place[place.length - 1] = number;
                    all.add(place);
                    losses.add(more.targets[i]);
                }
            }
            return new Seen(
                    all.toArray(double[][]::new),
                    losses.stream().mapToDouble(each -> each).toArray());
        }
    }

    private static Optional<Feasibility> feasibility(Geometry geometry, List<Evidence.Item> items) {
        if (items.stream().allMatch(Evidence.Item::feasible)) {
            return Optional.empty();
        }
        var newest = items.subList(Math.max(0, items.size() - MOST_FITTED), items.size());
        boolean[] feasible = new boolean[newest.size()];
        for (int i = 0; i < feasible.length; i++) {
            feasible[i] = newest.get(i).feasible();
        }
        return Optional.of(Feasibility.of(geometry, places(newest), feasible));
    }

    private static double[][] places(List<Evidence.Item> items) {
        return items.stream().map(each -> each.point().toArray()).toArray(double[][]::new);
    }

    /// Of more than `most` the best quarter of that number, the newest quarter, and those that come
    /// nearest to the best in what they scored; by number.
    private static List<Evidence.Item> nearest(List<Evidence.Item> items, int most) {
        if (items.size() <= most) {
            return items;
        }
        var newest = items.subList(items.size() - most / 4, items.size());
        var best = items.stream().sorted(Evidence.Item.BEST_FIRST).limit(most);
        return Stream.concat(newest.stream(), best)
                .distinct()
                .limit(most)
                .sorted(Comparator.comparingInt(Evidence.Item::number))
                .toList();
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
        var acquisition = believed(feasibility.map(improvement::and).orElse(improvement), startup);
        var region = number / 2 % 2 == 1 && evidence.feasible() > 0
                ? Optional.of(TrustRegion.of(evidence.items(), startup, fit))
                : Optional.<TrustRegion>empty();
        var candidates = new Candidates(evidence, region, random);
        return new Ascent(acquisition, evidence, new HashSet<>(pending), candidates, fit.geometry())
                .best()
                .map(each -> new Suggestion(each, attributes(), reason(region.isPresent(), pending.size())))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), random),
                        Map.of(),
                        "random draw, because the constraints reject what the model looked at"));
    }

    private Acquisition believed(Acquisition acquisition, int startup) {
        var priors = evidence.space().priors();
        return priors.any()
                ? acquisition.and(BeliefWeight.after(evidence.items().size() - startup, priors))
                : acquisition;
    }

    /// What was added to the model where its arithmetic failed, so that nobody has to wonder.
    private Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        if (process.noise() > fit.noise()) {
            attributes.put("gp/jitter", process.noise());
        }
        return attributes;
    }

    private String reason(boolean near, int pending) {
        return "largest expected improvement %s, by a Gaussian process of %d runs%s"
                        .formatted(
                                near ? "near the best" : "anywhere",
                                evidence.items().size(),
                                pending == 0 ? "" : " and %d under way".formatted(pending))
                + (evidence.sources().any() ? ", and earlier sweeps" : "");
    }
}
