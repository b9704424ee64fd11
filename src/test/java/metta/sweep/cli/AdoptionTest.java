package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.Lease;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Piece;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot brought up to what lies on the disk.
final class AdoptionTest {
    private static final String SWEEP = "mine";
    private static final String PARAMETERS = "{\n  \"b\": 1.0e-10,\n  \"a\": 3,\n  \"act\": \"re\\\"lu\"\n}\n";

    @TempDir
    private Path path;

    private Workspace workspace() {
        return new Workspace(path.resolve(SWEEP));
    }

    private Order order() throws IOException {
        var recipe = Placing.recipe(path, "recipe", "train: {command: [\"true\"]}\nmetric: {name: score}\n");
        return Placing.place("parameters: {b: {min: 0.0, max: 1.0}}\nbudget: {max_trials: 9}\n", recipe);
    }

    private static String id(int number) {
        return RunInfo.id(SWEEP, number);
    }

    private void leave(JobId job) throws IOException {
        Files.createDirectories(workspace().attempt(job));
        Files.writeString(workspace().parameters(job), PARAMETERS);
    }

    private static Piece.Run submitted(int number) {
        return submitted(number, 0);
    }

    private static Piece.Run submitted(int number, int replicate) {
        var runId = RunInfo.id(SWEEP, number, replicate);
        var job =
                new JobDefinition(JobId.training(runId), SWEEP, "token", Map.of(), Map.of(), Resources.DEFAULT, 1, NOW);
        return new Piece.Run(RunInfo.created(SWEEP, new Fact.InitRun(runId, number, replicate, false, Map.of(), NOW))
                .apply(new Fact.RecordJob(job))
                .apply(new Fact.JobSubmitted(job.id(), "17", NOW)));
    }

    private static List<Piece> pieces(Piece... others) {
        var sweep = SweepInfo.created(SWEEP, Map.of(), Map.of(), 42, NOW);
        var all = new ArrayList<Piece>();
        all.add(new Piece.Head(sweep, 5, 0, new Lease(3, 0, Optional.empty())));
        all.addAll(List.of(others));
        return all;
    }

    private Adoption adoption(List<Piece> pieces) throws IOException {
        return Adoption.of(workspace(), order(), pieces, NOW);
    }

    @Test
    void a_run_that_the_snapshot_does_not_know_is_recorded_as_it_was_started() throws IOException {
        leave(JobId.training(id(1)));
        leave(JobId.training(id(2)));
        var decision = new Piece.Decision(new Fact.Decided(id(1), "launch", "a slot is free", NOW));
        var pieces = pieces(submitted(1), decision);
        var adoption = adoption(pieces);
        assertThat(adoption.gone()).isEmpty();
        var run = adoption.adopted().getFirst();
        assertThat(run.number()).isEqualTo(2);
        assertThat(run.status()).isEqualTo(JobStatus.PENDING);
        assertThat(List.copyOf(run.configuration().values().entrySet()))
                .containsExactly(Map.entry("b", 1.0e-10), Map.entry("a", 3L), Map.entry("act", "re\"lu"));
        var job = run.jobs().getFirst();
        assertThat(job.handle()).contains(workspace().attempt(job.id()).toString());
        assertThat(job.definition().overrides()).isEqualTo(run.configuration().values());
        assertThat(job.definition().seed()).isEqualTo(Seeds.forProgram(42, 2));
        assertThat(adoption.complete(pieces))
                .containsExactly(pieces.get(0), pieces.get(1), new Piece.Run(run), decision);
    }

    @Test
    void replicates_that_the_snapshot_does_not_know_take_their_places_among_the_runs() throws IOException {
        leaveReplicate(1, 2);
        leaveReplicate(2, 1);
        leave(JobId.training(id(3)));
        leaveReplicate(3, 1);
        var points = new Piece.Points(JobId.training(RunInfo.id(SWEEP, 1, 1)), List.of());
        var pieces = pieces(submitted(1), submitted(1, 1), points, submitted(2));
        var adoption = adoption(pieces);
        assertThat(adoption.known()).isEqualTo(3);
        assertThat(adoption.complete(pieces))
                .filteredOn(piece -> !(piece instanceof Piece.Head))
                .extracting(piece -> piece instanceof Piece.Run(var run) ? run.runId() : "points")
                .containsExactly(
                        "mine_trial_0001",
                        "mine_trial_0001_seed_2",
                        "points",
                        "mine_trial_0001_seed_3",
                        "mine_trial_0002",
                        "mine_trial_0002_seed_2",
                        "mine_trial_0003",
                        "mine_trial_0003_seed_2");
        var run = adoption.adopted().getFirst();
        assertThat(List.of(run.number(), run.replicate())).containsExactly(1, 2);
        assertThat(run.configuration().values()).containsEntry("a", 3L);
        assertThat(run.jobs().getFirst().definition().seed()).isEqualTo(Seeds.forProgram(42, 1, 2));
    }

    private void leaveReplicate(int number, int replicate) throws IOException {
        leave(JobId.training(RunInfo.id(SWEEP, number, replicate)));
    }

    @Test
    void a_replicate_has_the_seed_that_the_sweep_says() throws IOException {
        leaveReplicate(1, 1);
        leaveReplicate(1, 2);
        var recipe = Placing.recipe(path, "recipe", "train: {command: [\"true\"]}\nmetric: {name: score}\n");
        var order = Placing.place("parameters: {b: {min: 0.0, max: 1.0}}\nseeds: [7, 8]\nreplicates: 3\n", recipe);
        assertThat(Adoption.of(workspace(), order, pieces(submitted(1)), NOW).adopted())
                .extracting(run -> run.jobs().getFirst().definition().seed())
                .containsExactly(8L, Seeds.forProgram(42, 0, 2));
    }

    @Test
    void a_run_that_had_ended_and_was_tried_again_since_is_open_with_its_sweep() throws IOException {
        var job = JobId.training(id(1));
        var outcome = new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(1), "no");
        var run = submitted(1).run().apply(new Fact.JobEnded(job, outcome, NOW));
        var observation =
                new Observation(id(1), 1, 1, run.configuration(), Map.of(), 0, 0, Optional.of("no"), Optional.empty());
        var ended = new Piece.Run(run.apply(new Fact.Observed(id(1), observation)));
        var pieces = pieces(ended);
        var head = (Piece.Head) pieces.getFirst();
        var finished = head.sweep().apply(new Fact.SweepMoved(SweepState.FINISHED, "enough", NOW));
        pieces.set(0, new Piece.Head(finished, 5, 0, head.lease()));
        leave(job);
        assertThat(adoption(pieces).triedAgain()).isEmpty();
        assertThat(adoption(pieces).complete(pieces)).containsExactlyElementsOf(pieces);
        leave(job.nextAttempt());
        var adoption = adoption(pieces);
        assertThat(adoption.triedAgain()).containsExactly(id(1));
        assertThat(adoption.complete(pieces))
                .satisfiesExactly(
                        first ->
                                assertThat(((Piece.Head) first).sweep().state()).isEqualTo(SweepState.RUNNING),
                        second -> {
                            var open = ((Piece.Run) second).run();
                            assertThat(open.status().ended()).isFalse();
                            assertThat(open.summary()).containsEntry(RunInfo.BEGUN, List.of(id(1) + ".try2"));
                        });
    }

    @Test
    void a_stopped_run_whose_evaluation_was_begun_since_is_open_again() throws IOException {
        var job = JobId.training(id(1));
        var definition = submitted(1).run().jobs().getFirst().definition();
        var evaluated = RunInfo.created(SWEEP, new Fact.InitRun(id(1), 1, true, Map.of(), NOW))
                .apply(new Fact.RecordJob(definition))
                .apply(new Fact.JobEnded(job, new Outcome.Succeeded(), NOW))
                .apply(new Fact.RunStopped(id(1), "stopped"));
        var observation = new Observation(
                id(1), 1, 1, evaluated.configuration(), Map.of(), 0, 0, Optional.of("stopped"), Optional.empty());
        var pieces = pieces(new Piece.Run(evaluated.apply(new Fact.Observed(id(1), observation))));
        leave(job);
        assertThat(adoption(pieces).triedAgain()).isEmpty();
        leave(JobId.evaluation(id(1)));
        assertThat(adoption(pieces).triedAgain()).containsExactly(id(1));
    }

    @Test
    void a_sweep_of_which_nothing_was_known_is_adopted_whole() throws IOException {
        leave(JobId.training(id(1)));
        leave(JobId.training(id(2)));
        var adoption = adoption(pieces());
        assertThat(adoption.adopted()).extracting(RunInfo::number).containsExactly(1, 2);
        assertThat(adoption.complete(pieces())).hasSize(3);
    }

    @Test
    void attempts_that_were_begun_since_are_named_whatever_the_run_was_doing() throws IOException {
        var job = JobId.training(id(1));
        var eval = JobId.evaluation(id(1));
        for (var each : List.of(job, job.nextAttempt(), job.nextAttempt().nextAttempt(), eval, eval.nextAttempt())) {
            leave(each);
        }
        var later = JobId.training(id(2));
        leave(later);
        leave(later.nextAttempt());
        var pieces = pieces(submitted(1));
        assertThat(adoption(pieces).complete(pieces))
                .filteredOn(Piece.Run.class::isInstance)
                .extracting(piece -> ((Piece.Run) piece).run().summary().get(RunInfo.BEGUN))
                .containsExactly(
                        List.of(id(1) + ".try2", id(1) + ".try3", id(1) + "_eval.try2"), List.of(id(2) + ".try2"));
    }

    @Test
    void a_first_attempt_without_a_folder_is_lost_and_never_started_again() throws IOException {
        leave(JobId.training(id(1)).nextAttempt());
        var run = adoption(pieces()).adopted().getFirst();
        assertThat(run.liveJobs()).isEmpty();
        assertThat(run.jobs()).hasSize(1);
        assertThat(run.observation()).isEmpty();
    }

    @Test
    void jobs_that_were_submitted_and_have_no_folder_are_named() throws IOException {
        assertThat(adoption(pieces(submitted(1))).gone()).containsExactly(JobId.training(id(1)));
    }

    @Test
    void whoever_restores_them_nevertheless_has_said_that_they_are_gone() throws IOException {
        var pieces = pieces(submitted(1));
        assertThat(adoption(pieces).complete(pieces))
                .filteredOn(Piece.Run.class::isInstance)
                .singleElement()
                .satisfies(piece -> {
                    var run = ((Piece.Run) piece).run();
                    assertThat(run.liveJobs()).isEmpty();
                    assertThat(run.jobs().getFirst().outcome())
                            .contains(new Outcome.Lost("it was gone when the sweep was restored"));
                });
    }

    private void assertRefused(String why, Piece... pieces) {
        assertThatThrownBy(() -> adoption(pieces(pieces)))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(why)
                .hasMessageEndingWith("Nothing was restored");
    }

    @Test
    void what_cannot_be_known_is_refused() throws IOException {
        leave(JobId.training(id(2)));
        assertRefused("run mine_trial_0002 has jobs in");
        leave(JobId.training(id(1)));
        Files.writeString(workspace().parameters(JobId.training(id(1))), "{\"a\": ");
        assertRefused("is damaged");
        leaveReplicate(1, 2);
        leave(JobId.training(id(1)));
        assertRefused("run mine_trial_0001_seed_3 has jobs in");
        Files.delete(workspace().parameters(JobId.training(id(1))));
        Files.createFile(workspace().attempt(JobId.training(id(1))).resolve("submission.7.1"));
        assertRefused("what it tried cannot be told");
    }

    @Test
    void a_run_of_which_nothing_was_started_but_a_folder_made_is_left_to_be_tried() throws IOException {
        leave(JobId.training(id(1)));
        Files.createDirectories(workspace().attempt(JobId.training(id(2))));
        assertThat(adoption(pieces()).adopted()).extracting(RunInfo::number).containsExactly(1);
    }

    @Test
    void folders_that_are_no_runs_of_the_sweep_do_not_count() throws IOException {
        Files.createDirectories(workspace().directory().resolve("other_trial_0001/jobs/x"));
        Files.createDirectories(workspace().directory().resolve("mine_trial_0001"));
        Files.createDirectories(workspace().directory().resolve("mine_trial_0002/jobs"));
        Files.createDirectories(workspace().attempt(JobId.training(id(3))));
        Files.createDirectories(workspace().directory().resolve("mine_trial_x/jobs/x"));
        Files.createDirectories(workspace().directory().resolve("mine_trial_0001_seed_1/jobs/x"));
        Files.createDirectories(workspace().directory().resolve("mine_trial_00001/jobs/x"));
        assertThat(adoption(pieces()).adopted()).isEmpty();
    }
}
