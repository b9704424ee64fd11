package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.Command;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;

/// People who pause a sweep, extend it and correct its trials while it goes on, and let it go on in the end. Not every
/// answer reaches them: what they send again is not done again.
final class People {
    private static final int BUSY_UNTIL = 150;
    private static final int MOST_EXTENSIONS = 3;
    private final Store truth;
    private final RandomGenerator random;
    private int extensions;
    private int sent;
    private Optional<Runnable> unanswered = Optional.empty();

    People(Store truth, long seed) {
        this.truth = truth;
        this.random = Seeds.of(seed, -3);
    }

    void act(int step, Instant now) {
        unanswered.ifPresent(Runnable::run);
        unanswered = Optional.empty();
        var changes = truth.fetchRuns(World.SWEEP, Long.MAX_VALUE);
        boolean paused = changes.sweep().paused().isPresent();
        if (step > BUSY_UNTIL && paused && changes.inbox().isEmpty()) {
            send(new Command.ResumeSweep("ann", ""), now);
        } else if (step <= BUSY_UNTIL && random.nextInt(12) == 0) {
            send(command(changes.sweep(), paused), now);
        }
    }

    /// Of three commands one is answered, one is sent again at once because its answer was lost, and one when the
    /// controller may have obeyed it.
    private void send(Command command, Instant now) {
        var id = "command " + ++sent;
        long number = truth.send(World.SWEEP, id, command, now);
        Runnable again = () -> assertThat(truth.send(World.SWEEP, id, command, now))
                .as("asked-once")
                .isEqualTo(number);
        if (sent % 3 == 1) {
            again.run();
        } else if (sent % 3 == 2) {
            unanswered = Optional.of(again);
        }
    }

    private Command command(SweepInfo sweep, boolean paused) {
        var trial = RunInfo.id(sweep.sweepId(), 1 + random.nextInt(6));
        return switch (random.nextInt(6)) {
            case 0 -> new Command.StopTrial(trial, "ann", "no hope");
            case 1 -> new Command.RetryTrial(trial, "ann", "mended");
            // In a sweep that was stopped nobody would try another in its place.
            case 2 ->
                sweep.state() == SweepState.STOPPED || sweep.state() == SweepState.FAILED
                        ? new Command.RetryTrial(trial, "bob", "")
                        : new Command.InvalidateTrial(trial, "ann", "wrong data");
            case 3 -> extension(sweep);
            default ->
                paused
                        ? new Command.ResumeSweep("ann", "back from lunch")
                        : new Command.PauseSweep("ann", "gone to lunch");
        };
    }

    /// With a wider bound, where there is one. What is asked for too often is refused.
    private Command extension(SweepInfo sweep) {
        boolean another = ++extensions <= MOST_EXTENSIONS;
        var changes = new LinkedHashMap<String, Object>();
        changes.put("budget.max_trials", another ? "+1" : "+soon");
        Setup.bounds(sweep)
                .forEach(
                        bound -> changes.put("outcome_constraints.%s.max".formatted(bound.metric()), 0.2 * extensions));
        return new Command.EditSweep(changes, "ann", "");
    }
}
