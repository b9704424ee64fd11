package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other jobs of a run left in a file is not taken for a job's own, however it goes on with the file.
final class InheritanceTest {
    private static final JobId FIRST = JobId.training("r");
    private static final JobId SECOND = FIRST.nextAttempt();
    private static final JobId EVALUATION = JobId.evaluation("r");

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final Map<JobId, String> positions = new HashMap<>();
    private Path file;
    private Program program;

    @BeforeEach
    void recipe() throws IOException {
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                train: {command: x}
                evaluate: {command: y}
                metrics: {train: {file: '${run_dir}/m'}, evaluate: [{file: '${run_dir}/m'}, {result: '${run_dir}/m'}]}
                """);
        var workspace = new Workspace(folder.resolve("s"));
        file = workspace.run("r").resolve("m");
        program = Recipes.program(Recipes.load(recipe), workspace, Map.of(), Set.of("a"), warnings::add);
        launch(FIRST);
    }

    private static JobDefinition job(JobId id) {
        return new JobDefinition(id, "s", "t", Map.of(), Map.of(), Resources.DEFAULT, 7, Samples.NOW);
    }

    private void launch(JobId id) {
        var _ = program.launch(job(id));
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Writes the file anew, some time later.
    private void replace(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private List<Double> read(JobId id, boolean over) {
        var reading = program.read(job(id), positions.getOrDefault(id, ""), over);
        positions.put(id, reading.position());
        return reading.points().stream().map(MetricPoint::value).toList();
    }

    @Test
    void a_later_attempt_reads_what_it_appends_and_not_what_the_dead_one_wrote() throws IOException {
        append("{\"a\": 1}\n{\"a\": 2");
        assertThat(read(FIRST, false)).containsExactly(1.0);
        launch(SECOND);
        assertThat(read(SECOND, false)).isEmpty();
        append("{\"a\": 3}\n");
        assertThat(read(SECOND, false)).containsExactly(3.0);
        append("{\"a\": 4}");
        assertThat(read(SECOND, true)).containsExactly(4.0);
    }

    @Test
    void a_file_that_is_written_anew_is_read_from_its_start() throws IOException {
        append("{\"a\": 1}\n{\"a\": 2}\n");
        launch(SECOND);
        replace("{\"a\": 3}\n");
        assertThat(read(SECOND, false)).as("shorter").containsExactly(3.0);
        append("{\"a\": 4}\n{\"a\": 5}\n");
        assertThat(read(SECOND, false)).containsExactly(4.0, 5.0);
    }

    @Test
    void a_file_that_is_written_anew_between_two_looks_is_read_from_its_start() throws IOException {
        append("{\"a\": 1}\n");
        launch(SECOND);
        assertThat(read(SECOND, false)).isEmpty();
        replace("{\"a\": 3}\n{\"a\": 4}\n");
        assertThat(read(SECOND, true)).as("longer").containsExactly(3.0, 4.0);
    }

    @Test
    void a_program_that_repeats_itself_exactly_has_reported_it_all() throws IOException {
        append("{\"a\": 1}\n");
        launch(SECOND);
        replace("{\"a\": 1}\n");
        assertThat(read(SECOND, true)).containsExactly(1.0);
    }

    @Test
    void submitting_a_job_again_while_it_runs_hides_nothing() throws IOException {
        append("{\"a\": 1}\n");
        launch(SECOND);
        append("{\"a\": 2}\n");
        launch(SECOND);
        assertThat(read(SECOND, true)).containsExactly(2.0);
    }

    @Test
    void a_job_that_was_never_launched_has_reported_nothing() throws IOException {
        append("{\"a\": 1}\n");
        assertThat(read(SECOND, true)).isEmpty();
        assertThat(read(EVALUATION, true)).isEmpty();
    }

    @Test
    void what_a_power_failure_tore_is_written_again_when_the_job_is() throws IOException {
        append("{\"a\": 1}\n");
        launch(SECOND);
        var kept = file.resolveSibling("jobs").resolve(SECOND.name()).resolve("inherited");
        for (var torn : List.of("", "2=12", "2=9 1 1\n")) {
            Files.writeString(kept, torn);
            assertThat(read(SECOND, true)).as(torn).isEmpty();
            launch(SECOND);
            assertThat(Files.readString(kept)).as(torn).endsWith("\nend\n");
        }
    }

    /// Bytes alone cannot tell such a file from one that was appended to; the guide says where to write instead.
    @Test
    void a_file_written_anew_with_the_same_beginning_and_more_is_taken_for_appended_to() throws IOException {
        append("{\"a\": 1}\n");
        launch(SECOND);
        replace("{\"a\": 1}\n{\"a\": 2}\n");
        assertThat(read(SECOND, true)).containsExactly(2.0);
    }

    @Test
    void an_evaluation_reads_what_it_adds_to_the_trainings_file() throws IOException {
        append("{\"a\": 1}\n");
        launch(EVALUATION);
        assertThat(read(EVALUATION, true)).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .endsWith(file + " was left there before this job started; nothing is read from it");
    }

    @Test
    void an_evaluations_result_takes_the_place_of_the_trainings() throws IOException {
        append("{\"a\": 1}\n");
        launch(EVALUATION);
        replace("{\"a\": 1}\n");
        assertThat(read(EVALUATION, true)).containsExactly(1.0, 1.0);
    }
}
