package metta.sweep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.FailureKind;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.Mean;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.ParetoFront;
import metta.sweep.analysis.SweepAnalysis;
import metta.sweep.config.Metric;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// What a sweep came to: for people as lines, for programs as a tree.
final class Summary {
    /// How many of the best are told where nobody says.
    static final int TOP = 5;

    private final SweepInfo sweep;
    private final Order order;
    private final List<RunInfo> runs;
    private final SweepAnalysis analysis;
    private final List<SweepAnalysis.Found> front;
    private final String metric;
    private final Recipe recipe;
    private final int trials;
    private final String places;

    /// @param places the options that say where the sweep is, see [Typed#places()]
    Summary(SweepInfo sweep, List<RunInfo> runs, Order order, int top, String places) {
        this.places = places;
        this.sweep = sweep;
        this.order = order;
        this.runs = runs;
        this.metric = order.metrics().getFirst().name();
        this.recipe = order.program();
        this.trials = order.config().budget().maxTrials();
        this.analysis = SweepAnalysis.of(runs, order.merit(), top);
        this.front = order.metrics().size() > 1 ? ParetoFront.of(runs, order.metrics(), order.merit()) : List.of();
    }

    SweepAnalysis analysis() {
        return analysis;
    }

    /// Which sweep it is, how it stands and how far it is, on one line.
    String headline() {
        long ended = trials().filter(run -> run.status().ended()).count();
        return "Sweep %s %s; %d of %d trials ended%s%s%s"
                .formatted(
                        sweep.sweepId(),
                        Values.plain(Story.standing(sweep)),
                        ended,
                        trials,
                        count(JobStatus.FAILED, "failed"),
                        count(JobStatus.STOPPED, "stopped"),
                        count(JobStatus.INVALIDATED, "invalidated"));
    }

    /// Those that count against the budget.
    private Stream<RunInfo> trials() {
        return runs.stream().filter(run -> run.trial() && run.status() != JobStatus.INVALIDATED);
    }

    private String count(JobStatus status, String word) {
        long count = runs.stream()
                .filter(run -> run.trial() && run.status() == status)
                .count();
        return count > 0 ? ", %d %s".formatted(count, word) : "";
    }

    /// The best configuration, and what failed; the shape that the original prints at the end of a
    /// sweep.
    List<String> lines() {
        var lines = new ArrayList<String>();
        analysis.best()
                .ifPresentOrElse(
                        best -> {
                            lines.add("Best result:");
                            lines.add("  Run:    " + best.run().runId());
                            lines.add("  Score:  %s%s".formatted(named(best), Sight.mark(best.run())));
                            best.taught().mean().map(Summary::interval).ifPresent(lines::add);
                            bounded(best).ifPresent(lines::add);
                            lines.add("  Config:");
                            best.run()
                                    .configuration()
                                    .values()
                                    .forEach((name, value) -> lines.add("    " + Values.plain(name + ": " + value)));
                        },
                        () -> lines.add(none()));
        lines.addAll(Bounds.lines(analysis.disqualified()));
        UntoldCosts.words(order.config(), runs).map(Values::plain).ifPresent(lines::add);
        outside().ifPresent(lines::add);
        return lines;
    }

    private String none() {
        return Bounds.none(sweep, order.merit(), analysis)
                .map("No "::concat)
                .orElseGet(() -> "No run of %s reached a score.".formatted(sweep.sweepId()));
    }

    private Optional<String> bounded(SweepAnalysis.Found best) {
        return Optional.of("  Keeps:  " + Bounds.kept(best.taught(), order.merit()))
                .filter(_ -> !order.merit().constraints().isEmpty());
    }

    /// How many trials that count among the best are none that would be tried now.
    private Optional<String> outside() {
        var space = order.config().space();
        long outside = trials().filter(
                        run -> run.observation().filter(Observation::feasible).isPresent())
                .filter(run -> !space.contains(run.configuration()))
                .count();
        return outside == 0
                ? Optional.empty()
                : Optional.of(
                        "Outside of what is searched since it was edited: %s, which the optimizer does not learn from"
                                .formatted(Values.count(outside, "trial")));
    }

    /// A score, and its standard error where it is a mean.
    static String score(SweepAnalysis.Found found) {
        return Values.shorten(found.score())
                + found.taught().mean().map(Picture::error).orElse("");
    }

    /// What the score is of stands in the same brackets as how it was come by.
    private String named(SweepAnalysis.Found best) {
        var mean = best.taught().mean();
        return mean.isEmpty()
                ? "%s (%s)".formatted(Values.shorten(best.score()), metric)
                : "%s ± %s (%s, %d seeds)"
                        .formatted(
                                Values.shorten(best.score()),
                                Values.shorten(mean.get().standardError()),
                                metric,
                                mean.get().seeds());
    }

    private static String interval(Mean mean) {
        return "          mean of %d seeds and its standard error; 95%% interval %s to %s"
                .formatted(
                        mean.seeds(),
                        Values.shorten(mean.value() - mean.margin()),
                        Values.shorten(mean.value() + mean.margin()));
    }

    /// The trials that are the best of several metrics together, so many at most; none where there is
    /// one metric.
    List<String> frontLines(int most) {
        var lines = new ArrayList<String>();
        if (!front.isEmpty()) {
            lines.add("Pareto front, no other trial%s is better in every metric:"
                    .formatted(
                            order.merit().constraints().isEmpty()
                                    ? ""
                                    : " of those that keep the outcome constraints"));
            front.stream()
                    .limit(most)
                    .forEach(each ->
                            lines.add("  " + frontLine(each, order.settings().reported())));
        }
        if (front.size() > most) {
            lines.add("  and %d more: metta sweep best %s --pareto%s"
                    .formatted(front.size() - most, sweep.sweepId(), places));
        }
        return lines;
    }

    /// A trial with its value of each metric.
    static String frontLine(SweepAnalysis.Found found, List<Metric> metrics) {
        var values = metrics.stream().map(each -> value(found, each)).collect(Collectors.joining(", "));
        return Values.plain("%s%s  %s  %s"
                .formatted(
                        found.run().runId(),
                        Sight.mark(found.run()),
                        values,
                        Picture.parameters(found.run().configuration())));
    }

    /// A trial's value of one metric.
    static String value(SweepAnalysis.Found found, Metric metric) {
        return "%s = %s"
                .formatted(
                        metric.name(),
                        Optional.ofNullable(found.taught().scores().get(metric.name()))
                                .map(Values::shorten)
                                .orElse("none"));
    }

    /// How much each parameter matters, as far as that can be told.
    Relevance relevance() {
        return Relevance.of(sweep, order, runs);
    }

    /// Failures by signature, with an example to look at.
    List<String> failureLines() {
        var lines = new ArrayList<String>();
        for (var failure : analysis.failures()) {
            lines.add("  %s  %s; for example %s:".formatted(often(failure), kind(failure), failure.example()));
            failure.message().lines().forEach(line -> lines.add("            " + Values.plain(Values.brief(line))));
            unmatched(failure).forEach(sentence -> lines.add("            " + Values.plain(sentence)));
            lines.add("          more: metta sweep logs %s %s%s".formatted(sweep.sweepId(), failure.example(), places));
        }
        return lines;
    }

    private static String often(SweepAnalysis.Failure failure) {
        var trials = Values.count(failure.trials(), "trial");
        return failure.attempts() == failure.trials()
                ? trials
                : trials + ", " + Values.count(failure.attempts(), "attempt");
    }

    /// Where the recipe looks for metrics in vain: the likely reason why a job that ended well has
    /// none.
    private List<String> unmatched(SweepAnalysis.Failure failure) {
        return runs.stream()
                .flatMap(run -> run.jobs().stream())
                .filter(job -> job.id().name().equals(failure.example()) && missed(job))
                .flatMap(job -> Recipes.unmatched(recipe, job).stream())
                .toList();
    }

    private static boolean missed(JobRecord job) {
        return job.outcome()
                .filter(each -> each instanceof Outcome.Failed(var kind, var code, var _)
                        && kind == FailureKind.USER_ERROR
                        && code.equals(Optional.of(0)))
                .isPresent();
    }

    private static String kind(SweepAnalysis.Failure failure) {
        int end = failure.signature().indexOf(':');
        return failure.signature()
                .substring(0, Math.max(0, end))
                .replace('_', ' ')
                .replace(" exit ", ", exit ");
    }

    /// The best trials.
    List<Map<String, Object>> top() {
        return analysis.top().stream()
                .map(each -> Trees.found(each.run(), each.taught()))
                .toList();
    }

    Map<String, Object> tree() {
        var tree = Trees.sweep(sweep, order);
        tree.put("trials", trials().count());
        tree.put("replicates", runs.stream().filter(run -> !run.trial()).count());
        tree.put("best", analysis.best().map(best -> Trees.found(best.run(), best.taught())));
        tree.put("top", top());
        tree.put(
                "pareto",
                front.stream()
                        .map(each -> Trees.found(each.run(), each.taught()))
                        .toList());
        tree.put(
                "disqualified",
                analysis.disqualified().bounds().stream().map(Bounds::tree).toList());
        tree.put("parameters", relevance().shares());
        tree.put("failures", analysis.failures());
        return tree;
    }
}
