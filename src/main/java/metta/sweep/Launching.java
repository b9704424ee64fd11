package metta.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lets the scheduler decide, and turns its decisions into intents.
record Launching(
        Draft draft,
        ControllerSettings settings,
        Scheduler scheduler,
        Program program,
        Slots slots,
        Limits limits,
        Supplier<String> tokens) {

    void launch() {
        var view = draft.view;
        boolean paused = view.sweep().amendments().paused().isPresent();
        int room = paused ? 0 : slots.byGpus(view);
        int free = paused ? 0 : slots.forTrainings(view);
        var metadata = view.metadata(settings.maxTrials(), limits.affordable());
        for (var decision : fitting(scheduler.schedule(view, metadata, free, draft.now), room)) {
            switch (decision) {
                case Decision.LaunchTraining launch -> launchTraining(launch);
                case Decision.LaunchReplicate launch -> launchReplicate(launch);
                case Decision.LaunchEval launch -> launchEval(launch);
                case Decision.StopRun stop -> stop(stop);
                case Decision.Finish finish -> draft.move(SweepState.FINISHED, limits.why(finish));
            }
        }
    }

    /// The decisions whose jobs find room; the scheduler will repeat the others. Evaluations come first: what
    /// trainings wait for must not wait for trainings.
    private static List<Decision> fitting(List<Decision> decisions, int room) {
        var fitting = new ArrayList<Decision>();
        of(Decision.LaunchEval.class, decisions).limit(room).forEach(fitting::add);
        decisions.stream()
                .filter(each -> each instanceof Decision.LaunchTraining || each instanceof Decision.LaunchReplicate)
                .limit(room - fitting.size())
                .forEach(fitting::add);
        of(Decision.StopRun.class, decisions).forEach(fitting::add);
        of(Decision.Finish.class, decisions).forEach(fitting::add);
        return fitting;
    }

    private static <T> Stream<T> of(Class<T> type, List<Decision> decisions) {
        return decisions.stream().filter(type::isInstance).map(type::cast);
    }

    private void launchTraining(Decision.LaunchTraining launch) {
        int number = draft.view.size() + 1;
        var runId = RunInfo.id(draft.view.sweep().sweepId(), number);
        var suggestion = launch.suggestion();
        var summary = new LinkedHashMap<String, Object>();
        summary.put(RunInfo.SUGGESTION, suggestion.configuration().values());
        summary.put("sweep/suggestion_basis", draft.view.cursor());
        summary.put("sweep/suggestion_reason", suggestion.reason());
        summary.putAll(Hindsight.edits(draft.view.sweep()));
        summary.putAll(suggestion.attributes());
        summary.putAll(provenance(number));
        draft.record(new Fact.InitRun(runId, number, program.evaluates(), summary, draft.now));
        draft.start(definition(
                JobId.training(runId), Map.of(), suggestion.configuration().values(), draft.view.run(runId)));
        draft.decided(runId, "launch training", launch.reason());
    }

    /// Whoever compares scores should know that they are not of one program.
    private Map<String, Object> provenance(int number) {
        var made = program.provenance(draft.now);
        var sweepId = draft.view.sweep().sweepId();
        draft.view
                .find(RunInfo.id(sweepId, number - 1))
                .flatMap(before -> program.changed(before, made))
                .ifPresent(how -> draft.decided(RunInfo.id(sweepId, number), Program.CHANGED, how));
        return made;
    }

    /// The trial's configuration once more: a run, but no trial.
    private void launchReplicate(Decision.LaunchReplicate launch) {
        var sweepId = draft.view.sweep().sweepId();
        var values = draft.view
                .run(RunInfo.id(sweepId, launch.number()))
                .configuration()
                .values();
        var runId = RunInfo.id(sweepId, launch.number(), launch.replicate());
        var summary = new LinkedHashMap<String, Object>();
        summary.put(RunInfo.SUGGESTION, values);
        summary.put("sweep/suggestion_reason", launch.reason());
        summary.putAll(program.provenance(draft.now));
        draft.record(
                new Fact.InitRun(runId, launch.number(), launch.replicate(), program.evaluates(), summary, draft.now));
        draft.start(definition(JobId.training(runId), Map.of(), values, draft.view.run(runId)));
        draft.decided(runId, "launch replicate", launch.reason());
    }

    private void stop(Decision.StopRun stop) {
        if (draft.record(new Fact.RunStopped(stop.runId(), stop.reason()))) {
            draft.cancel(draft.view.run(stop.runId()));
            draft.decided(stop.runId(), "stop", stop.reason());
        }
    }

    private void launchEval(Decision.LaunchEval launch) {
        var run = draft.view.run(launch.runId());
        var id = JobId.evaluation(run.runId());
        if (draft.start(definition(id, program.evaluationArgs(run), settings.evaluationOverrides(), run))) {
            draft.decided(run.runId(), "launch evaluation", launch.reason());
        }
    }

    /// The first job's for all jobs of a run, whatever was edited since it began.
    private long seed(SweepInfo sweep, RunInfo run) {
        return run.jobs().stream()
                .findFirst()
                .map(job -> job.definition().seed())
                .orElseGet(() ->
                        Seeds.forProgram(sweep.seed(), settings.replicates().trial(), run.number(), run.replicate()));
    }

    private JobDefinition definition(JobId id, Map<String, Object> args, Map<String, Object> overrides, RunInfo run) {
        var sweep = draft.view.sweep();
        return new JobDefinition(
                id, sweep.sweepId(), tokens.get(), args, overrides, settings.resources(), seed(sweep, run), draft.now);
    }
}
