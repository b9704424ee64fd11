package metta.sweep.asktell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.SweepException;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// What one client has asked for and told.
final class Study {
    private static final int MOST_OBJECTIVES = 100;
    private static final List<String> TELL = List.of("op", "id", "params", "values", "failed", "cost", "source");
    private static final List<String> TELL_OF_EARLIER = List.of("op", "source", "params", "values");
    private final Optimizer optimizer;
    private final double weight;
    private final SequencedMap<String, List<Precedent.Lesson>> earlier = new LinkedHashMap<>();
    private Problem problem;
    private final TreeMap<Integer, Configuration> pending = new TreeMap<>();
    private final TreeMap<Integer, Observation> observations = new TreeMap<>();
    private int next = 1;

    /// @param number the trial's, by which it is told of
    record Asked(int number, Suggestion suggestion) {}

    private Study(Optimizer optimizer, Problem problem, double weight) {
        this.optimizer = optimizer;
        this.weight = weight;
        this.problem = problem;
    }

    /// @throws SweepException if the optimizer has settings that do not go with such a problem
    static Study of(SearchSpace space, Optimizer optimizer, Fields init) {
        long objectives = init.has("objectives") ? init.whole("objectives") : 1;
        if (objectives < 1 || objectives > MOST_OBJECTIVES) {
            throw new IllegalArgumentException(
                    "objectives must be from 1 to %d, got %d".formatted(MOST_OBJECTIVES, objectives));
        }
        long budget = init.has("budget") ? init.whole("budget") : Integer.MAX_VALUE;
        if (budget < 1 || budget > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "budget must be from 1 to %d, got %d".formatted(Integer.MAX_VALUE, budget));
        }
        var metrics = IntStream.range(0, (int) objectives)
                .mapToObj(i -> new Metric("value" + i, Goal.MINIMIZE, Aggregate.LAST))
                .toList();
        long seed = init.has("seed") ? init.whole("seed") : 0;
        double weight = init.has("weight") ? init.number("weight") : 1;
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be from 0 to 1, got " + weight);
        }
        var problem = new Problem(space, metrics, (int) budget, seed).within(costBudget(init));
        optimizer.suggest(problem, List.of(), List.of(), 1, 0); // Asked for nothing yet, it says what is wrong.
        return new Study(optimizer, problem, weight);
    }

    private static Optional<Double> costBudget(Fields init) {
        if (!init.has("cost_budget")) {
            return Optional.empty();
        }
        double most = init.number("cost_budget");
        if (!(most > 0 && Double.isFinite(most))) {
            throw new IllegalArgumentException("cost_budget must be a finite number above 0, got " + most);
        }
        return Optional.of(most);
    }

    Asked ask() {
        var suggestions =
                optimizer.suggest(problem, List.copyOf(observations.values()), List.copyOf(pending.values()), next, 1);
        if (suggestions.isEmpty()) {
            throw new IllegalArgumentException("the space is exhausted: every configuration in it has been asked for");
        }
        var suggestion = suggestions.getFirst();
        pending.put(next, suggestion.configuration());
        return new Asked(next++, suggestion);
    }

    void tell(Fields message) {
        if (message.only(TELL).has("source")) {
            learn(message.called("tell of an earlier study").only(TELL_OF_EARLIER));
            return;
        }
        int number = message.has("id") ? known(message.whole("id")) : next;
        var configuration = message.object("params")
                .map(this::configuration)
                .or(() -> Optional.ofNullable(pending.get(number)))
                .orElseThrow(() -> new IllegalArgumentException("tell has neither 'id' nor 'params'"));
        var observation = observation(number, configuration, message);
        observations.put(number, observation);
        pending.remove(number);
        next = Math.max(next, number + 1);
    }

    /// Of an earlier study, whose values are on another scale.
    private void learn(Fields message) {
        if (!observations.isEmpty() || !pending.isEmpty()) {
            throw new IllegalArgumentException("what earlier studies taught is told before the first trial");
        }
        var params = message.object("params")
                .orElseThrow(() -> new IllegalArgumentException("tell of an earlier study has no 'params'"));
        var lesson = new Precedent.Lesson(configuration(params), scores(message.list("values"), "leave it out"));
        earlier.computeIfAbsent(message.text("source"), _ -> new ArrayList<>()).add(lesson);
        var precedents = new ArrayList<Precedent>();
        earlier.forEach((name, lessons) -> precedents.add(new Precedent(name, lessons, new LinkedHashMap<>())));
        problem = problem.after(precedents, weight);
    }

    private int known(long id) {
        if (id < 1 || id >= next) {
            throw new IllegalArgumentException("no trial %d has been asked for".formatted(id));
        }
        if (observations.containsKey((int) id)) {
            throw new IllegalArgumentException("trial %d has been told of already".formatted(id));
        }
        return (int) id;
    }

    private Configuration configuration(Fields params) {
        var values = new LinkedHashMap<String, Object>();
        params.only(problem.space().names()).tree().keySet().stream()
                .map(String::valueOf)
                .forEach(
                        name -> values.put(name, WireSpace.meant(problem.space().parameter(name), params.plain(name))));
        var configuration = Configuration.of(values);
        problem.space().encode(configuration); // says what is not in the space
        return configuration;
    }

    private Observation observation(int number, Configuration configuration, Fields message) {
        boolean failed = message.has("failed");
        if (failed && message.has("values")) {
            throw new IllegalArgumentException(
                    "tell has both 'values' and 'failed'; a trial that failed has no values");
        }
        Optional<String> why = failed ? Optional.of(message.text("failed")) : Optional.empty();
        Map<String, Double> scores = failed ? Map.of() : scores(message.list("values"), "say {\"failed\": \"why\"}");
        double cost = message.has("cost") ? message.number("cost") : 1;
        if (!(cost >= 0 && Double.isFinite(cost))) {
            throw new IllegalArgumentException("cost must be a finite number of at least 0, got " + cost);
        }
        return new Observation("trial " + number, number, 1, configuration, scores, cost, 0, why, Optional.empty());
    }

    /// @param otherwise what to do with a trial that has no such values
    private Map<String, Double> scores(List<Object> values, String otherwise) {
        var metrics = problem.objectives();
        if (values.size() != metrics.size()) {
            var wanted = metrics.size() == 1 ? "one number" : metrics.size() + " numbers, one for each objective";
            throw new IllegalArgumentException(
                    "'values' must be a list of %s, got %s".formatted(wanted, Fields.shown(values)));
        }
        var scores = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException(
                        "values[%d] must be a finite number, got %s; of a trial without one %s"
                                .formatted(i, Fields.shown(values.get(i)), otherwise));
            }
            scores.put(metrics.get(i).name(), number.doubleValue());
        }
        return scores;
    }
}
