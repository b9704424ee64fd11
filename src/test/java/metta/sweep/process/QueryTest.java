package metta.sweep.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    @Test
    void the_answer_is_what_a_program_prints_given_what_it_is_told() throws IOException {
        var told = "a\u00e4\n".getBytes(StandardCharsets.UTF_8);
        assertThat(query(100).run(List.of("cat"), told).text()).isEqualTo("a\u00e4\n");
    }

    @Test
    void a_program_that_fails_has_no_answer_but_the_end_of_its_complaint() throws IOException {
        var script = "i=0; while [ $i -lt 2000 ]; do i=$((i + 1)); echo complaint $i >&2; done; echo last >&2; exit 3";
        var answer = query(100).run(List.of("sh", "-c", script), NOTHING);
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.complaint()).endsWith("complaint 2000\nlast").hasSizeLessThan(5_000);
        assertThatThrownBy(answer::text)
                .hasMessageStartingWith("it ended with 3: ")
                .hasMessageEndingWith("last");
    }

    @Test
    void a_program_is_looked_up_where_its_own_environment_says() throws IOException {
        var programs = Files.createDirectories(folder.resolve("bin"));
        var program = programs.resolve("oracle");
        Files.writeString(program, "#!/bin/sh\necho $WHAT");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var environment = Map.of("PATH", programs.toString(), "WHAT", "yes");
        var answer = new Query(folder, environment, Duration.ofMinutes(1), 100).run(List.of("oracle"), NOTHING);
        assertThat(answer.text()).isEqualTo("yes\n");
        assertThat(query(100).run(List.of("oracle"), NOTHING).notFound()).isTrue();
    }

    /// Such as a pool of workers that an interpreter's wrapper starts.
    @Test
    void what_a_program_leaves_running_does_not_keep_its_answer() throws IOException {
        var answer = query(100).run(List.of("sh", "-c", "sleep 100 & echo $! >pid; echo answer"), NOTHING);
        assertThat(answer.text()).isEqualTo("answer\n");
        var left = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroy);
    }

    @Test
    void a_program_that_answers_too_much_or_never_is_given_up() {
        assertThatThrownBy(() -> query(4).run(List.of("echo", "12345"), NOTHING))
                .hasMessage("echo answers more than 4 bytes");
        var brief = new Query(folder, System.getenv(), Duration.ofMillis(10), 4);
        assertThatThrownBy(() -> brief.run(List.of("sleep", "100"), NOTHING))
                .hasMessageContaining("sleep takes longer than");
    }

    private Query query(int most) {
        return new Query(folder, System.getenv(), Duration.ofMinutes(1), most);
    }
}
