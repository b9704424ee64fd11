package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
    @TempDir
    private Path folder;

    private Examination.Finding finding(String what, Map<String, String> environment) throws InterruptedException {
        return new Examination(environment, Folder.at(folder))
                .findings().stream()
                        .filter(each -> each.what().equals(what))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void what_works_here_is_said_line_by_line() {
        var captured = Captured.pipe();
        assertThat(captured.run("doctor", "--dir", folder.toString()))
                .as(captured.out())
                .isZero();
        assertThat(captured.out())
                .containsPattern("(?m)^ok +java +25")
                .containsPattern("(?m)^ok +machine +\\d+ CPU")
                .containsPattern("(?m)^ok +jobs +setsid")
                .containsPattern("(?m)^ok +disk +[0-9.]+ GiB free")
                .containsPattern("(?m)^ok +store +none yet")
                .containsPattern("(?m)^(ok|absent) +slurm ");
    }

    @Test
    void a_python_that_was_named_and_is_not_there_is_wrong() throws InterruptedException {
        var python = finding("python", Map.of("METTA_PYTHON", "/nowhere/python"));
        assertThat(python.state()).isEqualTo(Examination.State.WRONG);
        assertThat(python.words()).startsWith("no `/nowhere/python` here: METTA_PYTHON names it");
    }

    @Test
    void a_broken_store_is_wrong_and_said_with_its_reason() throws IOException {
        Files.writeString(folder.resolve("metta.db"), "this is no database ".repeat(100));
        var captured = Captured.pipe();
        assertThat(captured.run("doctor", "--json", "--dir", folder.toString())).isEqualTo(69);
        assertThat(captured.out()).contains("\"what\" : \"store\"", "\"state\" : \"wrong\"", "metta.db");
    }

    @Test
    void a_secret_is_not_shown() throws InterruptedException {
        assertThat(finding("wandb", Map.of("WANDB_API_KEY", "canary")).words()).doesNotContain("canary");
    }
}
