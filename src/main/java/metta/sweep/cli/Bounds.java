package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.Breach;
import metta.sweep.analysis.Disqualified;
import metta.sweep.analysis.SweepAnalysis;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.telemetry.Values;

/// What is said of the bounds that a sweep's trials have to keep.
final class Bounds {
    private Bounds() {}

    /// Such as "latency_ms is 61, at most 50 is wanted".
    static String words(List<Breach> breaches) {
        return breaches.stream()
                .map(each -> Values.plain("%s %s, %s is wanted"
                        .formatted(
                                each.constraint().metric(),
                                each.value()
                                        .map(value -> "is " + Values.shorten(value))
                                        .orElse("is not known"),
                                limit(each.constraint()))))
                .collect(Collectors.joining("; "));
    }

    private static String limit(OutcomeConstraint constraint) {
        var side = switch (constraint.side()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
        };
        return side + Values.shorten(constraint.limit());
    }

    /// A trial's values of what it has to keep, with the limits.
    static String kept(Observation trial, Merit merit) {
        var limits = merit.constraints().stream()
                .collect(Collectors.groupingBy(
                        OutcomeConstraint::metric,
                        LinkedHashMap::new,
                        Collectors.mapping(Bounds::limit, Collectors.joining(", "))));
        return limits.entrySet().stream()
                .map(each -> Values.plain("%s = %s (%s)"
                        .formatted(
                                each.getKey(),
                                Optional.ofNullable(trial.scores().get(each.getKey()))
                                        .map(Values::shorten)
                                        .orElse("none"),
                                each.getValue())))
                .collect(Collectors.joining(", "));
    }

    /// How many trials keep all bounds, and how many do not keep which, a line each.
    static List<String> lines(Disqualified disqualified) {
        var lines = new ArrayList<String>();
        if (disqualified.bounds().isEmpty()) {
            return lines;
        }
        if (disqualified.kept() > 0) {
            lines.add("%,d of %s keep all outcome constraints"
                    .formatted(disqualified.kept(), Values.count(disqualified.judged(), "trial")));
        }
        boolean known = disqualified.bounds().stream().allMatch(each -> each.unknown() == 0);
        lines.add(
                known
                        ? "Beyond the outcome constraints, and so not the best:"
                        : "Not known to keep the outcome constraints, and so not the best:");
        disqualified
                .bounds()
                .forEach(each -> lines.add(Values.plain(
                        "  %s, %s: %s".formatted(each.constraint().metric(), limit(each.constraint()), count(each)))));
        return lines;
    }

    private static String count(Disqualified.Count count) {
        var parts = new ArrayList<String>();
        if (count.beyond() > 0) {
            parts.add(Values.count(count.beyond(), "trial") + " beyond it");
        }
        if (count.unknown() > 0) {
            parts.add(Values.count(count.unknown(), "trial") + " of which it is not known");
        }
        return String.join(", ", parts);
    }

    /// That no trial keeps the bounds, though trials have scores, and which comes nearest: all but the word no.
    /// Empty where that is not so.
    static Optional<String> none(SweepInfo sweep, Merit merit, SweepAnalysis analysis) {
        return unkept(analysis)
                .map(disqualified -> "trial of sweep %s keeps its outcome constraints%s; %s"
                        .formatted(
                                sweep.sweepId(),
                                sweep.state().ended()
                                        ? ", and it has ended (`metta sweep edit` changes a bound)"
                                        : " yet",
                                nearest(disqualified, merit)));
    }

    /// The same for those who see which sweep it is and how it stands.
    static Optional<String> shortly(Merit merit, SweepAnalysis analysis) {
        return unkept(analysis)
                .map(disqualified -> "No trial keeps the outcome constraints; " + nearest(disqualified, merit));
    }

    private static Optional<Disqualified> unkept(SweepAnalysis analysis) {
        return Optional.of(analysis.disqualified())
                .filter(each -> !each.bounds().isEmpty() && analysis.best().isEmpty());
    }

    private static String nearest(Disqualified disqualified, Merit merit) {
        return disqualified
                .nearest()
                .map(each ->
                        "the nearest is %s: %s".formatted(each.run().runId(), words(Breach.of(each.taught(), merit))))
                .orElseGet(() -> "no trial has a score and a known value of each of %s"
                        .formatted(disqualified.bounds().stream()
                                .filter(each -> each.unknown() > 0)
                                .map(each -> Values.plain(each.constraint().metric()))
                                .distinct()
                                .collect(Collectors.joining(", "))));
    }

    static Map<String, Object> tree(Breach breach) {
        var tree = tree(breach.constraint());
        tree.put("value", breach.value());
        return tree;
    }

    static Map<String, Object> tree(Disqualified.Count count) {
        var tree = tree(count.constraint());
        tree.put("beyond", count.beyond());
        tree.put("unknown", count.unknown());
        return tree;
    }

    private static Map<String, Object> tree(OutcomeConstraint constraint) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("metric", constraint.metric());
        tree.put("side", Trees.word(constraint.side()));
        tree.put("limit", constraint.limit());
        return tree;
    }
}
