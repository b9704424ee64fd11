package metta.sweep.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.Resources;
import metta.sweep.config.Budget.Plateau;

/// Reads what a sweep may spend, and what an hour costs.
final class BudgetReader {
    private static final int MOST = 1_000_000_000;

    private BudgetReader() {}

    static Budget budget(YamlNode node, Resources resources, Prices prices) {
        YamlMap map = node.map();
        int trials = map.find("max_trials").flatMap(each -> each.count(1, MOST)).orElse(Budget.DEFAULT.maxTrials());
        Optional<Duration> time = map.find("time").flatMap(SweepConfigReader::positive);
        var cpuHours = map.find("cpu_hours").flatMap(each -> each.numberAbove(0));
        var gpuHours = map.find("gpu_hours").flatMap(each -> each.numberAbove(0));
        var money = map.find("money").flatMap(each -> each.numberAbove(0));
        var target = map.find("target").flatMap(YamlNode::number);
        var plateau = map.find("plateau").flatMap(BudgetReader::plateau);
        map.rejectUnknownKeys();
        if (gpuHours.isPresent() && resources.gpus() == 0) {
            node.problem("gpu_hours limits nothing: no job asks for a GPU; say how many under `resources: {gpus: N}`");
        }
        if (money.isPresent() && prices.perHour(resources) == 0) {
            node.problem("money limits nothing: an hour of a job costs nothing; say what it costs under"
                    + " `prices: {node: 0.5, cpu: 0.04, gpu: 2.5}`");
        }
        return new Budget(trials, time, cpuHours, gpuHours, money, target, plateau);
    }

    static Prices prices(YamlNode node) {
        YamlMap map = node.map();
        double machine = map.find("node").flatMap(each -> each.numberFrom(0)).orElse(0.0);
        double cpu = map.find("cpu").flatMap(each -> each.numberFrom(0)).orElse(0.0);
        double gpu = map.find("gpu").flatMap(each -> each.numberFrom(0)).orElse(0.0);
        map.rejectUnknownKeys();
        return new Prices(machine, cpu, gpu);
    }

    static SequencedMap<String, Object> toTree(Budget budget) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        tree.put("max_trials", budget.maxTrials());
        budget.time().ifPresent(time -> tree.put("time", Durations.toTree(time)));
        budget.cpuHours().ifPresent(hours -> tree.put("cpu_hours", hours));
        budget.gpuHours().ifPresent(hours -> tree.put("gpu_hours", hours));
        budget.money().ifPresent(money -> tree.put("money", money));
        budget.target().ifPresent(target -> tree.put("target", target));
        budget.plateau().ifPresent(plateau -> tree.put("plateau", toTree(plateau)));
        return tree;
    }

    private static Map<String, Object> toTree(Plateau plateau) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("trials", plateau.trials());
        tree.put("min_delta", plateau.minDelta());
        return tree;
    }

    static Map<String, Object> toTree(Prices prices) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("node", prices.node());
        tree.put("cpu", prices.cpu());
        tree.put("gpu", prices.gpu());
        return tree;
    }

    private static Optional<Plateau> plateau(YamlNode node) {
        if (!node.isMap()) {
            return node.count(1, MOST).map(trials -> new Plateau(trials, 0));
        }
        YamlMap map = node.map();
        var trials = map.require("trials").flatMap(each -> each.count(1, MOST));
        double delta = map.find("min_delta").flatMap(each -> each.numberFrom(0)).orElse(0.0);
        map.rejectUnknownKeys();
        return trials.map(count -> new Plateau(count, delta));
    }
}
