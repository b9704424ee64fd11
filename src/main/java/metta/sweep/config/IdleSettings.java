package metta.sweep.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Remarks on what a description says and its optimizer makes nothing of. None of it is a mistake: another
/// layer, or an edit, may make something of it.
///
/// @param config what the description was read as
record IdleSettings(YamlMap description, SweepConfig config) {
    private static final String UCB = "ucb";
    private static final String COST_AWARE = "cost_aware";

    void remark() {
        switch (config.optimizer().type()) {
            case GP -> remarkCuriosity("acquisition");
            case PROTEIN -> remarkCuriosity("acquisition_fn");
            case MOGP -> remarkScalarization();
            case AUTO, RANDOM, SOBOL, LHS, GRID, TPE, CMAES, NSGA2, NSGA3, DE -> {}
        }
        remarkBudget();
        remarkMetrics();
        remarkBeliefs();
        remarkPrecedents();
    }

    /// What only the upper confidence bound goes by.
    private void remarkCuriosity(String way) {
        var chosen = config.optimizer().word(way);
        if (!chosen.equals(UCB)) {
            Stream.of("ucb_beta", "randomize_acquisition")
                    .flatMap(each -> given(each).stream())
                    .forEach(each -> each.remark("nothing goes by this with %s: %s; say %s: %s, or leave it out"
                            .formatted(way, chosen, way, UCB)));
        }
    }

    private void remarkScalarization() {
        if (config.metrics().size() < 2) {
            Stream.of(OptimizerType.SCALARIZATION, OptimizerType.WEIGHTS)
                    .flatMap(each -> given(each).stream())
                    .forEach(each -> each.remark("nothing goes by this where there is one metric; name several under"
                            + " metrics, or leave it out"));
        }
    }

    private void remarkBudget() {
        var budget = config.budget();
        boolean known =
                Stream.of(budget.cpuHours(), budget.gpuHours(), budget.money()).anyMatch(Optional::isPresent);
        var why = config.cost()
                .map(cost -> "nobody says how much '%s' there is".formatted(Spelling.shown(cost.metric())))
                .or(() -> known
                        ? Optional.empty()
                        : Optional.of("the budget has no cpu_hours, gpu_hours or money, and time does not tell"));
        given(COST_AWARE)
                .filter(_ -> config.optimizer().word(COST_AWARE).equals("budget"))
                .ifPresent(node -> why.ifPresent(
                        words -> node.remark("budget is the same as cooled here, as %s".formatted(words))));
    }

    private void remarkMetrics() {
        var metrics = config.metrics().stream().map(Metric::name).toList();
        if (metrics.size() > 1 && config.optimizer().type().goesByOneMetric()) {
            var others = metrics.subList(1, metrics.size()).stream()
                    .map(each -> "'%s'".formatted(Spelling.shown(each)))
                    .toList();
            type().ifPresent(node -> node.remark("%s goes by '%s' alone, and not by %s; %s go by all metrics"
                    .formatted(
                            word(),
                            Spelling.shown(metrics.getFirst()),
                            Spelling.list(others),
                            those(OptimizerType::goesByAllMetrics))));
        }
    }

    private void remarkBeliefs() {
        var believed = config.space().beliefs().keySet().stream()
                .map(each -> "'%s'".formatted(Spelling.shown(each)))
                .toList();
        if (!believed.isEmpty() && !config.optimizer().type().goesByBeliefs()) {
            type().ifPresent(node -> node.remark("%s makes nothing of the prior of %s; %s do"
                    .formatted(word(), Spelling.list(believed), those(OptimizerType::goesByBeliefs))));
        }
    }

    private void remarkPrecedents() {
        if (!config.optimizer().type().learnsFromEarlier()) {
            description
                    .find(WarmStartReader.WARM_START)
                    .ifPresent(node -> node.remark("%s makes nothing of earlier sweeps; %s do"
                            .formatted(word(), those(OptimizerType::learnsFromEarlier))));
        }
    }

    /// A setting of the optimizer that is another than usual: what is said in full changes nothing.
    private Optional<YamlNode> given(String name) {
        var value = Optional.ofNullable(config.optimizer().settings().get(name));
        boolean usual = config.optimizer().type().settings().stream()
                .anyMatch(each -> each.name().equals(name) && each.standard().equals(value));
        return usual ? Optional.empty() : optimizer().flatMap(each -> each.map().find(name));
    }

    private Optional<YamlNode> optimizer() {
        return description.find("optimizer").filter(YamlNode::isMap);
    }

    /// Where the optimizer is named: a scheduler may have brought it.
    private Optional<YamlNode> type() {
        return optimizer()
                .flatMap(each -> each.map().find("type"))
                .or(() -> description.find("optimizer"))
                .or(() -> description.find("scheduler"));
    }

    private String word() {
        return SweepConfigTree.word(config.optimizer().type());
    }

    private static String those(Predicate<OptimizerType> which) {
        return Spelling.list(Arrays.stream(OptimizerType.values())
                .filter(which)
                .map(SweepConfigTree::word)
                .toList());
    }
}
