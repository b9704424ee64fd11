package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;

/// The promises about replicates: of what they are, with which seeds, and how many.
final class Replication {
    private final Setup setup;
    private long replicatesOfEach;
    private boolean bestWereChosen;
    /// Whether a trial that lay too far behind came back into the race after the best had been chosen.
    private boolean choseAgain;

    Replication(Setup setup) {
        this.setup = setup;
    }

    void check(List<RunInfo> runs) {
        runs.stream().filter(run -> !run.trial()).forEach(run -> ofSomething(run, runs));
        followRace(runs);
    }

    /// Only what completed is run again, as it was, and no more often than was asked for.
    private void ofSomething(RunInfo replicate, List<RunInfo> runs) {
        var replicates = setup.replicates();
        assertThat(replicate.replicate())
                .as("replicates: %s", replicate.runId())
                .isLessThan(replicates.most());
        assertThat(runs)
                .as("replicates: the trial of %s", replicate.runId())
                .anyMatch(trial -> trial.trial()
                        && trial.number() == replicate.number()
                        && (trial.status() == JobStatus.COMPLETED || trial.status() == JobStatus.INVALIDATED)
                        && trial.configuration().equals(replicate.configuration()));
    }

    private void followRace(List<RunInfo> runs) {
        int ofEach = setup.replicates().ofEach();
        long now = runs.stream()
                .filter(run -> !run.trial() && run.replicate() < ofEach)
                .count();
        choseAgain |= bestWereChosen && now > replicatesOfEach;
        replicatesOfEach = now;
        bestWereChosen = runs.stream().anyMatch(run -> run.replicate() >= ofEach);
    }

    /// All jobs of a run have its one seed: that of the sweep's list, or one of its own.
    void ownSeed(RunInfo run) {
        var common = setup.replicates().trial().common();
        long own = Seeds.forProgram(setup.seed(), common.isEmpty() ? run.number() : 0, run.replicate());
        assertThat(run.jobs())
                .extracting(job -> job.definition().seed())
                .as("replicates: the seed of %s", run.runId())
                .containsOnly(run.replicate() < common.size() ? common.get(run.replicate()) : own);
    }

    /// Once all is over, whoever was to be run again was, unless it was out of the race or the sweep was stopped.
    void checkEnd(List<RunInfo> runs, List<RunInfo> trials) {
        var replicates = setup.replicates();
        var top = replicates.top().filter(_ -> !setup.steered() && !choseAgain);
        top.ifPresent(count -> assertThat(withReplicate(runs, replicates.ofEach()))
                .as("replicates: of the best alone")
                .isLessThanOrEqualTo(count));
        long completed = trials.stream()
                .filter(run -> run.status() == JobStatus.COMPLETED)
                .count();
        // Where there are bounds, all may be beyond them.
        if (completed > 0 && !setup.steered() && !setup.bounded()) {
            for (int index = 1; index < replicates.most() && index <= replicates.ofEach(); index++) {
                assertThat(withReplicate(runs, index))
                        .as("replicates: some are the %s. of their trial", index)
                        .isPositive();
            }
        }
    }

    /// How many trials have a replicate of that index or a higher one.
    private static long withReplicate(List<RunInfo> runs, int index) {
        return runs.stream()
                .filter(run -> run.replicate() >= index)
                .map(RunInfo::number)
                .distinct()
                .count();
    }
}
