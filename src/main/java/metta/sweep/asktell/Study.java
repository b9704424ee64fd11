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
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// What one client has asked for and told.
final class Study {
    private static final int MOST_OBJECTIVES = 100;
    private static final int MOST_CONSTRAINTS = 100;
    private static final List<String> TELL =
            List.of("op", "id", "params", "values", "constraints", "failed", "cost", "source");
    private static final List<String> TELL_OF_EARLIER = List.of("op", "source", "params", "values", "constraints");
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
        int objectives = count(init, "objectives", 1, 1, MOST_OBJECTIVES);
        int constraints = count(init, "constraints", 0, 0, MOST_CONSTRAINTS);
        int budget = count(init, "budget", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        var metrics = IntStream.range(0, objectives)
                .mapToObj(i -> new Metric("value" + i, Goal.MINIMIZE, Aggregate.LAST))
                .toList();
        long seed = init.has("seed") ? init.whole("seed") : 0;
        double weight = init.has("weight") ? init.number("weight") : 1;
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be from 0 to 1, got " + weight);
        }
        var outcomes = IntStream.range(0, constraints)
                .mapToObj(i -> OutcomeConstraint.atMost("constraint" + i, 0))
                .toList();
        var problem = new Problem(space, metrics, budget, seed)
                .within(costBudget(init))
                .bounded(outcomes);
        optimizer.suggest(problem, List.of(), List.of(), 1, 0); // Asked for nothing yet, it says what is wrong.
        return new Study(optimizer, problem, weight);
    }

    private static int count(Fields init, String key, int otherwise, int least, int most) {
        long count = init.has(key) ? init.whole(key) : otherwise;
        if (count < least || count > most) {
            throw new IllegalArgumentException("%s must be from %d to %d, got %d".formatted(key, least, most, count));
        }
        return (int) count;
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
        var scores = objectives(message, "leave it out");
        if (message.has("constraints")) {
            scores.putAll(constraints(message, "leave all of them out"));
        }
        var lesson = new Precedent.Lesson(configuration(params), scores);
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
        if (failed && (message.has("values") || message.has("constraints"))) {
            throw new IllegalArgumentException("tell has both '%1$s' and 'failed'; a trial that failed has no %1$s"
                    .formatted(message.has("values") ? "values" : "constraints"));
        }
        Optional<String> why = failed ? Optional.of(message.text("failed")) : Optional.empty();
        Map<String, Double> scores = failed ? Map.of() : scores(message, "say {\"failed\": \"why\"}");
        double cost = message.has("cost") ? message.number("cost") : 1;
        if (!(cost >= 0 && Double.isFinite(cost))) {
            throw new IllegalArgumentException("cost must be a finite number of at least 0, got " + cost);
        }
        return new Observation("trial " + number, number, 1, configuration, scores, cost, 0, why, Optional.empty());
    }

    /// What a trial came to, by metric, those that have to keep bounds after the objectives.
    ///
    /// @param otherwise what to do with a trial that has no such values
    private Map<String, Double> scores(Fields message, String otherwise) {
        var scores = objectives(message, otherwise);
        if (!problem.outcomes().isEmpty() || message.has("constraints")) {
            scores.putAll(constraints(message, otherwise));
        }
        return scores;
    }

    private Map<String, Double> objectives(Fields message, String otherwise) {
        var names = problem.objectives().stream().map(Metric::name).toList();
        return numbers(message, "values", names, "objective", otherwise);
    }

    private Map<String, Double> constraints(Fields message, String otherwise) {
        var names = problem.outcomes().stream().map(OutcomeConstraint::metric).toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("tell has 'constraints', and init said nothing of constraints");
        }
        if (!message.has("constraints")) {
            throw new IllegalArgumentException(
                    "tell has no 'constraints', and init said that there are %d".formatted(names.size()));
        }
        return numbers(message, "constraints", names, "constraint", otherwise);
    }

    private static Map<String, Double> numbers(
            Fields message, String key, List<String> names, String each, String otherwise) {
        var values = message.list(key);
        if (values.size() != names.size()) {
            var wanted = names.size() == 1 ? "one number" : names.size() + " numbers, one for each " + each;
            throw new IllegalArgumentException(
                    "'%s' must be a list of %s, got %s".formatted(key, wanted, Fields.shown(values)));
        }
        var numbers = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("%s[%d] must be a finite number, got %s; of a trial without one %s"
                        .formatted(key, i, Fields.shown(values.get(i)), otherwise));
            }
            numbers.put(names.get(i), number.doubleValue());
        }
        return numbers;
    }
}
