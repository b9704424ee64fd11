package metta.sweep.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Precedent;
import metta.sweep.Precedent.Lesson;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.SearchSpace;

/// The trials of an earlier sweep as trials of another space.
///
/// What is no parameter any more is left out, and so is what is fixed now. A parameter that was none then
/// has its default, else its centre. A value that is outside of what is searched now makes a trial unusable:
/// at the nearest bound it would be another trial, with a score that nobody has seen.
///
/// @param metrics that each trial must have
/// @param constraints whose metrics' values are taken over too where a trial has them
/// @param defaults what the program takes where it is told nothing, by parameter
record Translation(
        SearchSpace space, List<Metric> metrics, List<OutcomeConstraint> constraints, Map<String, Object> defaults) {
    private sealed interface Read {
        record Usable(Lesson lesson) implements Read {}

        record Unusable(String why) implements Read {}
    }

    /// @param most how many are kept at most
    Precedent of(String sweepId, List<Observation> observations, int most) {
        var lessons = new ArrayList<Lesson>();
        var leftOut = new LinkedHashMap<String, Integer>();
        for (var observation : observations) {
            switch (read(observation)) {
                case Read.Usable(var lesson) -> lessons.add(lesson);
                case Read.Unusable(var why) -> leftOut.merge(why, 1, Integer::sum);
            }
        }
        var kept = most(lessons, most);
        if (kept.size() < lessons.size()) {
            leftOut.put("beyond the best and some others", lessons.size() - kept.size());
        }
        return new Precedent(sweepId, kept, leftOut);
    }

    private Read read(Observation observation) {
        if (!observation.feasible()) {
            return new Read.Unusable("that failed");
        }
        var scores = new LinkedHashMap<String, Double>();
        for (var metric : metrics) {
            var score = Optional.ofNullable(observation.scores().get(metric.name()));
            if (score.isEmpty()) {
                return new Read.Unusable("without " + metric.name());
            }
            scores.put(metric.name(), score.get());
        }
        constraints.forEach(each -> Optional.ofNullable(observation.scores().get(each.metric()))
                .ifPresent(value -> scores.put(each.metric(), value)));
        try {
            return space.around(values(observation.configuration()))
                    .<Read>map(configuration -> new Read.Usable(new Lesson(configuration, scores)))
                    .orElseGet(() -> new Read.Unusable("against the constraints"));
        } catch (IllegalArgumentException e) {
            var name = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
            return new Read.Unusable("outside of what is searched of " + name);
        }
    }

    private Map<String, Object> values(Configuration then) {
        var values = new LinkedHashMap<String, Object>(defaults);
        then.values().forEach((name, value) -> {
            if (!(space.parameters().get(name) instanceof Fixed)) {
                values.put(name, value);
            }
        });
        return values;
    }

    /// Of too many the best ones, half of what is kept, and of the others some from all of the sweep, in the
    /// order of its trials.
    private List<Lesson> most(List<Lesson> lessons, int most) {
        if (lessons.size() <= most) {
            return lessons;
        }
        var best = IntStream.range(0, lessons.size())
                .boxed()
                .sorted(Comparator.comparing(lessons::get, bestFirst()))
                .toList();
        var kept = new LinkedHashSet<>(best.subList(0, most / 2));
        var others = best.subList(most / 2, best.size()).stream().sorted().toList();
        int left = most - kept.size();
        for (int i = 0; i < left; i++) {
            kept.add(others.get((int) ((long) i * others.size() / left)));
        }
        return kept.stream().sorted().map(lessons::get).toList();
    }

    /// Those that keep the bounds before all others.
    private Comparator<Lesson> bestFirst() {
        var metric = metrics.getFirst();
        var merit = new Merit(metric.goal(), constraints);
        int sign = metric.goal() == Goal.MINIMIZE ? 1 : -1;
        return Comparator.comparing((Lesson each) -> !merit.admits(each.scores()))
                .thenComparingDouble(each -> sign * each.scores().getOrDefault(metric.name(), 0.0));
    }
}
