package metta.sweep.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.config.ConfigProblem;
import metta.sweep.config.Description;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.Spelling;
import metta.sweep.config.SweepConfig;

/// What is to be said of a sweep before it starts, though nothing is wrong with its description.
///
/// @param read the description, read
/// @param given the parameters of which a command line says what a grid tries
record Remarks(Description description, SweepConfig read, List<String> given) {
    List<ConfigProblem> all() {
        var remarks = new ArrayList<>(description.remarks());
        if (read.optimizer().type() == OptimizerType.GRID) {
            addThinned(remarks);
            addProduct(remarks);
            addCut(remarks);
        }
        return remarks;
    }

    /// Parameters whose values could all be tried, and are not.
    private void addThinned(List<ConfigProblem> remarks) {
        Grids.values(read).forEach((name, taken) -> {
            long values = read.space().parameter(name).cardinality().orElse(taken);
            if (taken < values) {
                remarks.add(description.remark("parameters." + name, thinned(name, taken, values)));
            }
        });
    }

    private String thinned(String name, int taken, long values) {
        long asked = Grids.resolution(read.optimizer(), name);
        var fewer = taken < Math.min(values, asked)
                ? ", fewer than %d, as equal steps come to the same ones".formatted(asked)
                : "";
        return "the grid takes %d of its %d values%s; optimizer.resolution says how many"
                .formatted(taken, values, fewer);
    }

    /// Parameters that the command line says nothing of.
    private void addProduct(List<ConfigProblem> remarks) {
        var others = Grids.values(read).entrySet().stream()
                .filter(each -> !given.contains(each.getKey()) && each.getValue() > 1)
                .map(each -> "%d of '%s'".formatted(each.getValue(), Spelling.shown(each.getKey())))
                .toList();
        if (!given.isEmpty() && !others.isEmpty()) {
            remarks.add(description.remark(
                    "parameters." + given.getFirst(),
                    "each of its values is tried with those of the other parameters, %s: %s points in all"
                            .formatted(Spelling.list(others), Grids.trials(read))));
        }
    }

    private void addCut(List<ConfigProblem> remarks) {
        var points = Grids.trials(read);
        int tried = read.budget().maxTrials();
        if (points.compareTo(BigInteger.valueOf(tried)) > 0) {
            remarks.add(description.remark(
                    "budget.max_trials",
                    "the grid has %s points, and the first %d are tried; its first parameter varies slowest"
                            .formatted(points, tried)));
        }
    }
}
