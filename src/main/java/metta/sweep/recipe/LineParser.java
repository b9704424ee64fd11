package metta.sweep.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/// Finds the metrics in a line.
interface LineParser {
    List<String> USUAL_STEPS = List.of("step", "_step", "global_step", "metric/agent_step");

    /// The metrics of one line, by step; nothing if there are none.
    ///
    /// @param complain is told the kind of a problem and its words
    List<Values> parse(String line, BiConsumer<String, String> complain);

    /// What was reported of one step, where a step was named.
    record Values(Optional<Long> step, Map<String, Double> values) {
        /// Takes the step out of the numbers: the named one, or the first that has a usual name.
        static Values of(SequencedMap<String, Double> numbers, Optional<String> stepName) {
            var name = stepName.filter(numbers::containsKey)
                    .or(() -> USUAL_STEPS.stream().filter(numbers::containsKey).findFirst());
            if (name.isEmpty()) {
                return new Values(Optional.empty(), numbers);
            }
            Double step = numbers.remove(name.get());
            return new Values(Optional.ofNullable(step).filter(Double::isFinite).map(Double::longValue), numbers);
        }
    }

    static LineParser of(MetricSource.Text source) {
        return switch (source) {
            case MetricSource.JsonLines lines -> new JsonLine(lines.step(), true);
            case MetricSource.Result result -> new JsonLine(result.step(), true);
            case MetricSource.StdoutJson(var step) -> new JsonLine(step, false);
            case MetricSource.StdoutPairs(var step) -> new PairLine(step);
            case MetricSource.StdoutPatterns(var patterns) -> PatternLine.of(patterns);
        };
    }
}
