package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.JobRecord;
import metta.sweep.JobType;

/// The places of a recipe where no metric was found: what a job printed, by each regular expression, and event files.
record Unmatched(Recipe recipe) {
    /// How many sources [MetricReader] always reads, before the recipe's own.
    private static final int ALWAYS = 2;

    /// Those of a job whose output has been read to its end, a sentence for each. Expressions that stand in
    /// one list count as one: it is recorded how many lines any of them found something in.
    List<String> of(JobRecord job) {
        var marks = Marks.parse(job.position());
        var sources = sources(job.id().type());
        var unmatched = new ArrayList<String>();
        for (int i = 0; i < sources.size(); i++) {
            if (marks.reports(ALWAYS + i) == 0) {
                unmatched.addAll(sentences(sources.get(i)));
            }
        }
        return unmatched;
    }

    private static List<String> sentences(MetricSource source) {
        return switch (source) {
            case MetricSource.StdoutPatterns(var patterns) ->
                patterns.stream()
                        .map(each -> "its regular expression %s matched no line of its output".formatted(each.regex()))
                        .toList();
            case MetricSource.EventFiles(var path) ->
                List.of("no event file in %s had a scalar of this job".formatted(path));
            case MetricSource.Text _ -> List.of();
        };
    }

    private List<MetricSource> sources(JobType type) {
        return switch (type) {
            case LAUNCH_TRAINING -> recipe.train().metrics();
            case LAUNCH_EVAL -> recipe.evaluate().map(Step::metrics).orElse(List.of());
        };
    }
}
