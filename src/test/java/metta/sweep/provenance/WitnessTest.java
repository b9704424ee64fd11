package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of a program that lies in a repository, and of its Python: here one that says what it is told to say.
final class WitnessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Duration patience = Duration.ofMinutes(1);
    private GitFolder work = new GitFolder(Path.of(""));

    @BeforeEach
    void setUp() throws Exception {
        work = GitFolder.in(folder.resolve("work"));
        work.write("train.py", "print(1)\n");
        work.commitAll();
        Files.createDirectories(folder.resolve("site"));
        python("echo hello; echo '{\"python\": \"3.12.1\", \"folders\": [\"%s\"], \"packages\": [\"numpy==2.0\"]}'");
    }

    private void python(String says) throws IOException {
        Files.writeString(
                folder.resolve("python"),
                "echo asked >>%s\n%s\n".formatted(folder.resolve("asked"), says.formatted(folder.resolve("site"))));
    }

    private long asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked")).size();
    }

    private Witness witness() {
        return new Witness(
                work.root(),
                folder.resolve("sweeps/a"),
                List.of("sh", folder.resolve("python").toString()),
                work.root(),
                System.getenv(),
                "here",
                patience,
                warnings::add);
    }

    private Keepsakes keepsakes() {
        return Keepsakes.of(folder.resolve("sweeps/a"));
    }

    @Test
    void it_keeps_the_commit_the_changes_and_the_packages() throws Exception {
        work.write("train.py", "print(2)\n");
        var found = witness().look(NOW);
        assertThat(found.commit()).contains(work.git("rev-parse", "HEAD").strip());
        assertThat(keepsakes().text(found.changes().orElseThrow()))
                .hasValueSatisfying(patch -> assertThat(patch).contains("+print(2)"));
        assertThat(found.python()).contains("3.12.1");
        assertThat(keepsakes().text(found.packages().orElseThrow())).contains("numpy==2.0\n");
        assertThat(Provenance.of(Map.of(Provenance.KEY, found.tree()))).contains(found);
        assertThat(warnings).isEmpty();
    }

    @Test
    void it_looks_again_only_after_a_while() throws Exception {
        var witness = witness();
        var before = witness.look(NOW);
        work.write("train.py", "print(2)\n");
        assertThat(witness.look(NOW.plusSeconds(9))).isEqualTo(before);
        assertThat(witness.look(NOW.plusSeconds(10)).changes()).isPresent();
    }

    @Test
    void what_was_set_out_for_ahead_is_what_the_first_one_gets_and_is_believed_from_then_on() throws Exception {
        var ready = folder.resolve("ready");
        python("echo >%s; echo '{\"python\": \"3.12.1\", \"folders\": [\"%%s\"], \"packages\": []}'".formatted(ready));
        var witness = witness();
        witness.lookAhead(NOW);
        witness.lookAhead(NOW);
        Await.until("the Python is asked", () -> Files.exists(ready));
        var found = witness.look(NOW);
        assertThat(found.python()).contains("3.12.1");
        work.write("train.py", "print(2)\n");
        assertThat(witness.look(NOW.plusSeconds(9))).isEqualTo(found);
        assertThat(witness.look(NOW.plusSeconds(10)).changes()).isPresent();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void what_was_set_out_for_long_ago_is_looked_at_anew() throws Exception {
        var witness = witness();
        witness.lookAhead(NOW);
        Await.until("the Python is asked", () -> Files.exists(folder.resolve("asked")));
        assertThat(witness.look(NOW.plusSeconds(1)).changes()).isEmpty();
        var again = witness();
        again.lookAhead(NOW);
        work.write("train.py", "print(2)\n");
        assertThat(again.look(NOW.plusSeconds(10)).changes()).isPresent();
    }

    /// Such as one on a network drive that has to be woken.
    @Test
    void a_slow_python_does_not_keep_the_commit_from_being_known() throws Exception {
        var go = folder.resolve("go-on");
        python(
                "while [ ! -e %s ]; do sleep 0.01; done; echo '{\"python\": \"3.12.1\", \"folders\": [\"%%s\"], \"packages\": []}'"
                        .formatted(go));
        patience = Duration.ofMillis(1_500);
        var witness = witness();
        var found = witness.look(NOW);
        assertThat(found.commit()).isPresent();
        assertThat(found.python()).isEmpty();
        assertThat(warnings).singleElement(STRING).contains("not all that it is made of was found within 1 seconds");
        Files.createFile(go);
        assertThat(witness.lookAtLeisure(NOW.plusSeconds(600)).python()).contains("3.12.1");
    }

    @Test
    void a_python_is_asked_again_only_when_something_was_installed() throws Exception {
        witness().look(NOW);
        var again = witness().look(NOW);
        assertThat(asked()).isEqualTo(1);
        assertThat(keepsakes().text(again.packages().orElseThrow())).contains("numpy==2.0\n");
        Files.setLastModifiedTime(folder.resolve("site"), FileTime.from(NOW));
        witness().look(NOW);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_found_out_is_said_once_and_is_no_reason_to_stop() throws Exception {
        python("echo no such module >&2; exit 3");
        var witness = witness();
        assertThat(witness.look(NOW).packages()).isEmpty();
        assertThat(witness.look(NOW.plusSeconds(60)).commit()).isPresent();
        assertThat(warnings)
                .containsExactly(
                        "of the program in %s, its Python's packages cannot be kept with the runs: it ended with 3: no such module"
                                .formatted(work.root()));
        assertThat(asked()).as("asked once").isEqualTo(1);
    }

    @Test
    void an_answer_that_is_none_is_no_reason_to_stop_either() throws Exception {
        python("echo '{'");
        assertThat(witness().look(NOW).commit()).isPresent();
        assertThat(warnings).singleElement(STRING).endsWith("it answers '{'");
        Files.writeString(folder.resolve("sweeps/a/provenance/new-files.json"), "");
        assertThat(witness().look(NOW).commit()).isPresent();
    }

    @Test
    void one_that_takes_long_keeps_nobody_waiting() throws Exception {
        var go = folder.resolve("go");
        python("until [ -e '" + go + "' ]; do sleep 0.05; done; echo '{\"python\": \"3.12.1\"}'");
        patience = Duration.ofMillis(1);
        var witness = witness();
        assertThat(witness.look(NOW).python()).isEmpty();
        assertThat(witness.look(NOW.plusSeconds(60)).python()).isEmpty();
        Files.createFile(go);
        Await.value(
                () -> witness.look(NOW.plusSeconds(61)),
                "it has answered",
                it -> it.python().isPresent() && it.commit().isPresent());
    }

    @Test
    void changes_that_cannot_be_kept_are_not_taken_for_none() throws Exception {
        var then = new Provenance(
                Optional.of(work.git("rev-parse", "HEAD").strip()),
                Optional.of(Provenance.NOT_KEPT),
                Optional.empty(),
                Optional.empty(),
                "here");
        var comparison = new Comparison(then, then, keepsakes());
        assertThat(comparison.sameFiles()).contains(false);
        assertThatThrownBy(() -> comparison.restore(work.root(), folder.resolve("restored"), System.getenv()))
                .hasMessageContaining("was not kept");
    }

    @Test
    void a_keepsake_that_a_crash_has_cut_short_is_kept_anew() throws Exception {
        var name = keepsakes().keep(new byte[] {1, 2, 3});
        Files.write(keepsakes().folder().resolve(name), new byte[0]);
        assertThat(keepsakes().find(name)).isEmpty();
        assertThat(keepsakes().keep(new byte[] {1, 2, 3})).isEqualTo(name);
        assertThat(keepsakes().find(name)).isPresent();
    }

    @Test
    void packages_that_changed_are_named() throws Exception {
        var then = witness().look(NOW);
        python("echo '{\"python\": \"3.13.0\", \"folders\": [], \"packages\": [\"scipy==1.0\", \"numpy==2.1\"]}'");
        Files.setLastModifiedTime(folder.resolve("site"), FileTime.from(NOW));
        var comparison = new Comparison(then, witness().look(NOW), keepsakes());
        assertThat(comparison.sameFiles()).contains(true);
        assertThat(comparison.packages())
                .containsExactly(
                        "Python was 3.12.1, is 3.13.0", "numpy was 2.0, is 2.1", "scipy was not there, is 1.0");
    }
}
