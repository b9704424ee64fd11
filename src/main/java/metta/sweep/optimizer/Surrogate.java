package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What Gaussian processes make of the runs that ended, as far as a suggestion needs it: one for each
/// objective.
///
/// Up to 100 runs a process is fitted to all of them for each suggestion, from where the prior says.
/// Beyond, it is fitted anew with every tenth more runs, to those that there were then; and of more
/// than 500 runs the best, the newest and those nearest to the best are taken. So it follows from the
/// runs alone, whatever was asked before.
final class Surrogate {
    private static final int ALWAYS_FITTED = 100;
    private static final int MOST_FITTED = 250;
    private static final int MOST = 500;

    private final Evidence evidence;
    private final Aim aim;
    private final List<Evidence.Item> fitted;
    private final List<LossModel> models;
    private final Optional<Feasibility> feasibility;
    private final List<Evidence.Item> centers;

    private Surrogate(
            Evidence evidence,
            Aim aim,
            List<Evidence.Item> fitted,
            List<LossModel> models,
            Optional<Feasibility> feasibility,
            List<Evidence.Item> centers) {
        this.evidence = evidence;
        this.aim = aim;
        this.fitted = fitted;
        this.models = models;
        this.feasibility = feasibility;
        this.centers = centers;
    }

    /// @param evidence with a feasible run
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, Aim aim, Optional<Surrogate> before) {
        var items = evidence.items();
        if (before.isPresent() && before.get().isOf(evidence, aim)) {
            return before.get();
        }
        var fitted = nearest(firstOf(items), MOST_FITTED, aim);
        var geometry = new Geometry(evidence.space());
        var same = before.filter(each -> each.isFitTo(evidence.space(), aim, fitted));
        var used = nearest(items, MOST, aim);
        var models = new ArrayList<LossModel>();
        for (int objective : aim.objectives(fitted)) {
            int place = models.size();
            var fit = same.map(each -> each.models.get(place).fit())
                    .orElseGet(() -> LossModel.fit(geometry, objective, fitted, aim.kept(fitted, objective)));
            var targets = new Targets(items, objective, aim.kept(used, objective));
            models.add(LossModel.of(objective, fit, used, targets));
        }
        return new Surrogate(evidence, aim, fitted, models, feasibility(geometry, items), aim.centers(used));
    }

    private boolean isOf(Evidence other, Aim otherAim) {
        return evidence.space() == other.space()
                && aim.equals(otherAim)
                && SharedStart.isAll(evidence.items(), other.items());
    }

    private boolean isFitTo(ModelSpace space, Aim otherAim, List<Evidence.Item> items) {
        return evidence.space() == space && aim.equals(otherAim) && SharedStart.isAll(fitted, items);
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

    private static Optional<Feasibility> feasibility(Geometry geometry, List<Evidence.Item> items) {
        if (items.stream().allMatch(Evidence.Item::feasible)) {
            return Optional.empty();
        }
        var newest = items.subList(Math.max(0, items.size() - MOST_FITTED), items.size());
        boolean[] feasible = new boolean[newest.size()];
        for (int i = 0; i < feasible.length; i++) {
            feasible[i] = newest.get(i).feasible();
        }
        return Optional.of(Feasibility.of(geometry, LossModel.places(newest), feasible));
    }

    /// Of more than `most` the best quarter of that number, the newest quarter, and those that come
    /// nearest to the best in what they scored; by number.
    private static List<Evidence.Item> nearest(List<Evidence.Item> items, int most, Aim aim) {
        if (items.size() <= most) {
            return items;
        }
        var newest = items.subList(items.size() - most / 4, items.size());
        return Stream.concat(newest.stream(), aim.best(items, most).stream())
                .distinct()
                .limit(most)
                .sorted(Comparator.comparingInt(Evidence.Item::number))
                .toList();
    }

    /// @param startup how many runs were not chosen by a model
    Suggestion suggest(Problem problem, List<Configuration> pending, int number, int startup) {
        var random = problem.random(number);
        boolean near = number / 2 % 2 == 1;
        var gain = aim.acquisition(models, imagining(pending, random), near);
        var acquisition = feasibility.map(gain::and).orElse(gain);
        var fits = models.stream().map(LossModel::fit).toList();
        var region = near
                ? Optional.of(aim.region(centers, evidence.items(), number, startup, fits))
                : Optional.<TrustRegion>empty();
        var candidates = new Candidates(evidence.space(), centers, region, random);
        return new Ascent(acquisition, evidence, new HashSet<>(pending), candidates, new Geometry(evidence.space()))
                .best()
                .map(each -> new Suggestion(each, attributes(), reason(near, pending.size())))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), random),
                        Map.of(),
                        "random draw, because the constraints reject what the model looked at"));
    }

    private List<LossModel> imagining(List<Configuration> pending, RandomGenerator random) {
        double[][] places = pending.stream()
                .map(each -> evidence.space().place(each).toArray())
                .toArray(double[][]::new);
        int ways = aim.fantasies(models.size());
        return pending.isEmpty()
                ? models
                : models.stream()
                        .map(each -> each.imagining(places, ways, random))
                        .toList();
    }

    /// What was added to the model where its arithmetic failed, so that nobody has to wonder.
    private Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        models.stream()
                .flatMap(each -> each.jitter().stream())
                .max(Comparator.naturalOrder())
                .ifPresent(most -> attributes.put("gp/jitter", most));
        return attributes;
    }

    private String reason(boolean near, int pending) {
        var under = pending == 0 ? "" : " and %d under way".formatted(pending);
        return aim.reason()
                        .formatted(
                                near ? "near the best" : "anywhere",
                                evidence.items().size())
                + under;
    }
}
