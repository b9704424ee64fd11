package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import metta.sweep.config.Metric;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// What an optimizer was told is told again from the runs as they are later.
final class HindsightTest {
    private record Told(List<Observation> observations, List<Configuration> pending) {}

    private final Map<Integer, Told> told = new HashMap<>();
    private final Stage stage = new Stage(false);
    private final Problem problem = new Problem(
            new SearchSpace(Ordered.copy(Map.of("x", new Uniform(0, 1)))), List.of(new Metric("score")), 5, 1);
    private final SweepController controller =
            stage.controller(Schedulers.parallel(this::suggest, problem, OptionalInt.empty()), Hooks.NONE);
    private int commands;

    private List<Suggestion> suggest(
            Problem asked, List<Observation> observations, List<Configuration> pending, int first, int count) {
        told.put(first, new Told(List.copyOf(observations), List.copyOf(pending)));
        return IntStream.range(first, first + count)
                .mapToObj(number ->
                        new Suggestion(Configuration.of(Map.of("x", number / 10.0)), Map.of("note", number), "next"))
                .toList();
    }

    private void ask(Command command) {
        stage.store.send(SWEEP, "command " + ++commands, command, NOW);
        controller.tick();
    }

    private static JobId training(int number) {
        return JobId.training(RunInfo.id(SWEEP, number));
    }

    private Hindsight hindsight(int number) {
        var runs = stage.store.fetchRuns(SWEEP, 0).runs();
        var sweep = stage.store.findSweep(SWEEP).orElseThrow();
        return Hindsight.of(sweep, runs, stage.run(number)).orElseThrow();
    }

    @Test
    void what_was_known_is_told_again_whatever_became_of_it_since() {
        controller.tick();
        ask(new Command.StopTrial(RunInfo.id(SWEEP, 1), "ann", ""));
        stage.dispatcher.say(training(1), new JobState.Cancelled(NOW));
        controller.tick();
        ask(new Command.RetryTrial(RunInfo.id(SWEEP, 1), "ann", ""));
        stage.succeed(training(2));
        controller.tick();
        ask(new Command.InvalidateTrial(RunInfo.id(SWEEP, 2), "ann", ""));
        for (int i = 0; i < 20; i++) {
            stage.store.fetchRuns(SWEEP, 0).runs().stream()
                    .flatMap(RunInfo::liveJobs)
                    .forEach(job -> stage.succeed(job.id()));
            controller.tick();
        }
        assertThat(told.keySet()).as("asked again and again").hasSizeGreaterThan(2);
        told.forEach((first, then) -> {
            var hindsight = hindsight(first);
            assertThat(hindsight.observations()).as("before trial %d", first).isEqualTo(then.observations());
            assertThat(hindsight.pending()).as("before trial %d", first).isEqualTo(then.pending());
        });
        assertThat(stage.run(1).past()).as("it was stopped, and tried again").isNotEmpty();
        assertThat(stage.run(2).status()).isEqualTo(JobStatus.INVALIDATED);
    }

    @Test
    void a_suggestion_comes_again_by_its_place_among_those_that_were_asked_for_at_once() {
        controller.tick();
        assertThat(hindsight(2).first()).isEqualTo(1);
        assertThat(hindsight(2).count()).isEqualTo(2);
        assertThat(hindsight(2).again(this::suggest, problem, 2))
                .map(Suggestion::configuration)
                .contains(stage.run(2).configuration());
        assertThat(stage.run(2).summary()).containsEntry("note", 2);
    }

    @Test
    void runs_of_which_nothing_was_kept_say_so() {
        controller.tick();
        stage.succeed(training(1));
        controller.tick();
        var runs = new ArrayList<>(stage.store.fetchRuns(SWEEP, 0).runs());
        runs.set(0, without(runs.get(0), KnownFrom.KEY));
        var sweep = stage.store.findSweep(SWEEP).orElseThrow();
        assertThat(Hindsight.of(sweep, runs, stage.run(3)).orElseThrow().unsure())
                .isEqualTo(1);
        assertThat(Hindsight.of(sweep, runs, without(stage.run(3), "sweep/suggestion_asked")))
                .isEmpty();
    }

    private static RunInfo without(RunInfo run, String key) {
        var summary = new HashMap<>(run.summary());
        summary.remove(key);
        return new RunInfo(
                run.sweepId(),
                run.runId(),
                run.number(),
                run.replicate(),
                run.evaluated(),
                run.createdAt(),
                summary,
                run.jobs(),
                run.observation(),
                run.stopped(),
                run.past(),
                run.forgiven());
    }
}
