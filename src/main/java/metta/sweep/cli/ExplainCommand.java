package metta.sweep.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import metta.sweep.Fact;
import metta.sweep.Hindsight;
import metta.sweep.JobRecord;
import metta.sweep.Observation;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import metta.sweep.provenance.Provenance;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says why a run was proposed, and what was decided about it since.
@Command(
        name = "explain",
        description = {
            "Says why a run was proposed: what its optimizer knew then.",
            "The optimizer is asked the same once more, and must propose the same; exit code 1 if it does not. Then",
            "what was decided about the run since."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  metta sweep explain arena_trial_0007", "  metta sweep explain arena 7"})
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RunChoice choice = new RunChoice();

    @Mixin
    private DocumentOutput output = new DocumentOutput();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean json = output.json();
        try (var chosen = choice.choose(terminal::warn)) {
            var explanation = Explanation.of(chosen.store(), chosen.sweep(), chosen.run());
            if (json) {
                terminal.out().println(Json.writePretty(explanation.tree()));
            } else {
                terminal.print(lines(explanation));
            }
            boolean another = explanation.verdict() == Explanation.Verdict.ANOTHER;
            return another ? SweepException.Exit.FAILED.code() : 0;
        }
    }

    private List<String> lines(Explanation explanation) {
        var run = explanation.run();
        var lines = new ArrayList<String>();
        lines.add(run.runId() + "  " + standing(run));
        lines.add("  " + Picture.parameters(run.configuration()));
        if (!explanation.breaches().isEmpty()) {
            lines.add("  cannot be the best: " + Bounds.words(explanation.breaches()));
        }
        explanation.kept().map("  keeps the outcome constraints: "::concat).ifPresent(lines::add);
        lines.add("Why it was proposed");
        lines.add("  " + run.summary().getOrDefault("sweep/suggestion_reason", "no reason was kept"));
        explanation.hindsight().map(it -> "  " + known(it)).ifPresent(lines::add);
        explanation.precedents().forEach(each -> lines.add("  the sweep learns from " + Precedents.words(each)));
        lines.add("  " + verdict(explanation));
        lines.add("What was decided about it");
        explanation.decisions().forEach(each -> lines.add("  " + decided(each)));
        lines.add("Its attempts");
        run.jobs().forEach(job -> lines.add("  " + attempt(job)));
        Provenance.of(run.summary()).ifPresent(it -> {
            lines.add("What it was made of");
            lines.add("  " + madeOf(it));
            lines.add("  metta sweep reproduce %s runs it again".formatted(Typed.quoted(run.runId())));
        });
        return lines.stream().map(Values::plain).toList();
    }

    private static String standing(RunInfo run) {
        var score = run.observation().flatMap(Observation::score).map(Values::shorten);
        return Picture.word(run.status().name()) + score.map(", score "::concat).orElse("");
    }

    private static String known(Hindsight hindsight) {
        var asked = hindsight.count() == 1
                ? "asked for alone"
                : "asked for as one of %d at once, from trial %d on".formatted(hindsight.count(), hindsight.first());
        return "%s, when %s had ended and %d were under way"
                .formatted(
                        asked,
                        Values.count(hindsight.observations().size(), "trial"),
                        hindsight.pending().size());
    }

    private static String verdict(Explanation explanation) {
        return switch (explanation.verdict()) {
            case SAME -> "asked once more with the same knowledge, the optimizer proposes the same configuration";
            case ANOTHER ->
                "asked once more with the same knowledge, the optimizer proposes another configuration: "
                        + explanation
                                .again()
                                .map(it -> Picture.parameters(it.configuration()))
                                .orElse("none");
            case UNKNOWN ->
                "what the optimizer knew then was not kept in full, as by earlier versions and where a sweep was restored:"
                        + " it cannot be asked once more";
            case REPLICATE -> "it is its trial's configuration once more, with another seed";
        };
    }

    private static String attempt(JobRecord job) {
        var how = job.outcome().map(Story::outcome).orElse(job.startedAt().isPresent() ? "runs" : "waits");
        var took = job.ran().isZero() ? "" : "  after " + Picture.clock(job.ran());
        return "%s  %s%s".formatted(job.id().name(), how, took);
    }

    private static String decided(Fact.Decided decided) {
        return "%s  %s: %s"
                .formatted(
                        decided.at().truncatedTo(ChronoUnit.SECONDS),
                        decided.decision(),
                        Values.brief(decided.reason()));
    }

    private static String madeOf(Provenance made) {
        var parts = new ArrayList<String>();
        made.commit()
                .ifPresent(commit -> parts.add("commit " + Provenance.brief(commit)
                        + made.changes()
                                .map(" with the changes in provenance/"::concat)
                                .orElse("")));
        made.python()
                .ifPresent(version -> parts.add("Python " + version
                        + made.packages()
                                .map(" with the packages in provenance/"::concat)
                                .orElse("")));
        parts.add("started from " + made.host());
        return parts.stream().collect(Collectors.joining("; "));
    }
}
