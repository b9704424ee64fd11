package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.observation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// The rules by which stores keep a run's status. Whoever changes an answer here has to see to what stores have kept:
/// another [Snapshot#MAGIC], and a migration of SQLite's column.
final class RunColumnsTest {
    /// Runs in every stage, named by how far their jobs have come: not there, intended, started, lost, done.
    static Map<String, RunInfo> stages() {
        var all = new TreeMap<String, RunInfo>();
        int number = 0;
        for (boolean evaluated : new boolean[] {false, true}) {
            for (int training = 0; training <= 4; training++) {
                for (int evaluation = 0; evaluation <= (evaluated && training == 4 ? 4 : 0); evaluation++) {
                    number++;
                    var facts = new ArrayList<Fact.OfRun>();
                    facts.addAll(facts(JobId.training(RunInfo.id(Samples.SWEEP, number)), training));
                    facts.addAll(facts(JobId.evaluation(RunInfo.id(Samples.SWEEP, number)), evaluation));
                    var name = (evaluated ? "evaluated " : "plain ") + training + evaluation;
                    all.put(name, run(number, evaluated, facts));
                }
            }
        }
        return all;
    }

    static RunInfo run(int number, boolean evaluated, List<Fact.OfRun> facts) {
        var id = RunInfo.id(Samples.SWEEP, number);
        var run = RunInfo.created(Samples.SWEEP, new Fact.InitRun(id, number, evaluated, Map.of(), NOW));
        for (var fact : facts) {
            run = run.apply(fact);
        }
        return run;
    }

    static List<Fact.OfRun> facts(JobId job, int stage) {
        var facts = new ArrayList<Fact.OfRun>();
        if (stage >= 1) {
            facts.add(new Fact.RecordJob(Samples.job(job)));
        }
        if (stage >= 2) {
            facts.add(new Fact.JobStarted(job, NOW));
        }
        if (stage >= 3) {
            facts.add(new Fact.JobEnded(job, stage == 3 ? new Outcome.Lost("x") : new Outcome.Succeeded(), NOW));
        }
        return facts;
    }

    @Test
    void a_status_that_stores_have_kept_is_the_one_that_this_program_tells() {
        var told = new TreeMap<String, String>();
        stages().forEach((name, run) -> told.put(name, run.status().name()));
        assertThat(told)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("plain 00", "PENDING"),
                        Map.entry("plain 10", "PENDING"),
                        Map.entry("plain 20", "IN_TRAINING"),
                        Map.entry("plain 30", "IN_TRAINING"),
                        Map.entry("plain 40", "EVAL_DONE_NOT_COMPLETED"),
                        Map.entry("evaluated 00", "PENDING"),
                        Map.entry("evaluated 10", "PENDING"),
                        Map.entry("evaluated 20", "IN_TRAINING"),
                        Map.entry("evaluated 30", "IN_TRAINING"),
                        Map.entry("evaluated 40", "TRAINING_DONE_NO_EVAL"),
                        Map.entry("evaluated 41", "IN_EVAL"),
                        Map.entry("evaluated 42", "IN_EVAL"),
                        Map.entry("evaluated 43", "IN_EVAL"),
                        Map.entry("evaluated 44", "EVAL_DONE_NOT_COMPLETED"))));
        assertThat(Snapshot.MAGIC & 0xff).isEqualTo('4');
        assertThat(SqliteSchema.TOLD_STATUSES_ANEW).isEqualTo(3);
    }

    @Test
    void an_observation_ends_a_run() {
        var observed = new Fact.Observed(RunInfo.id(Samples.SWEEP, 1), observation(1, 0.5));
        var infeasible = new Fact.Observed(RunInfo.id(Samples.SWEEP, 1), infeasible());
        var stopped = new Fact.RunStopped(RunInfo.id(Samples.SWEEP, 1), "asked");
        assertThat(run(1, true, List.of(observed)).status()).hasToString("COMPLETED");
        assertThat(run(1, true, List.of(infeasible)).status()).hasToString("FAILED");
        assertThat(run(1, true, List.of(stopped, observed)).status()).hasToString("STOPPED");
        assertThat(run(1, true, List.of(stopped)).status()).hasToString("PENDING");
    }

    private static Observation infeasible() {
        var good = observation(1, 0.5);
        return new Observation(
                good.runId(),
                1,
                1,
                good.configuration(),
                good.scores(),
                1,
                0,
                Optional.of("it diverged"),
                Optional.empty());
    }
}
