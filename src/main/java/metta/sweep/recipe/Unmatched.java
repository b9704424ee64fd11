package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.JobRecord;
import metta.sweep.JobType;

/// The regular expressions of a recipe that found no metric in anything that a job printed.
record Unmatched(Recipe recipe) {
    /// How many sources [MetricReader] always reads, before the recipe's own.
    private static final int ALWAYS = 2;

    /// Those of a job whose output has been read to its end. Expressions that stand in one list count as one: it is
    /// recorded how many lines any of them found something in.
    List<String> of(JobRecord job) {
        var marks = Marks.parse(job.position());
        var sources = sources(job.id().type());
        var unmatched = new ArrayList<String>();
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof MetricSource.StdoutPatterns(var patterns)
                    && marks.of(ALWAYS + i).lines() == 0) {
                patterns.forEach(each -> unmatched.add(each.regex()));
            }
        }
        return unmatched;
    }

    private List<MetricSource> sources(JobType type) {
        return switch (type) {
            case LAUNCH_TRAINING -> recipe.train().metrics();
            case LAUNCH_EVAL -> recipe.evaluate().map(Step::metrics).orElse(List.of());
        };
    }
}
