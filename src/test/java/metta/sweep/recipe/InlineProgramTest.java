package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Resources;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InlineProgramTest {
    @TempDir
    private Path folder;

    private InlineProgram program(String... words) {
        return InlineProgram.of(List.of(words), folder, Optional.empty());
    }

    private List<String> started(InlineProgram program, Map<String, Object> values) {
        var job = new JobDefinition(JobId.training("r"), "s", "t", Map.of(), values, Resources.DEFAULT, 7, Samples.NOW);
        return Recipes.program(program.recipe(), new Workspace(folder), Map.of(), Set.of(), _ -> {})
                .launch(job)
                .arguments();
    }

    @Test
    void placeholders_are_what_is_tried_and_values_take_their_places() {
        var program = program(
                "python",
                "train.py",
                "--lr={lr:log:1e-5..1e-2}",
                "--drop",
                "{drop:0.0..0.5}",
                "{n:1..8}",
                "{w:pow2:16..256}",
                "{opt:adam|sgd|1}");
        assertThat(program.parameters().keySet()).containsExactly("lr", "drop", "n", "w", "opt");
        var space = SweepConfigReader.parse("s", Json.write(Map.of("parameters", program.parameters())))
                .space();
        assertThat(space.parameters()).containsOnlyKeys("lr", "drop", "n", "w", "opt");
        var values = new LinkedHashMap<String, Object>();
        values.put("lr", 1e-10);
        values.put("drop", -0.5);
        values.put("n", 3L);
        values.put("w", 16L);
        values.put("opt", "$(touch x) 'q'");
        assertThat(started(program, values))
                .containsExactly("python", "train.py", "--lr=1.0e-10", "--drop", "-0.5", "3", "16", "$(touch x) 'q'");
    }

    @Test
    void what_is_tried_is_told_in_words() {
        var program = program("t", "{a:-1..0}", "{b:log:1e-5..1e-2}", "{c:pow2:16..256}", "{d:x|y}", "{e:log:1..9}");
        assertThat(program.tried().stream().map(Placeholder::words))
                .containsExactly(
                        "whole numbers -1 to 0",
                        "numbers 1e-5 to 1e-2, evenly over orders of magnitude",
                        "powers of two from 16 to 256",
                        "one of x, y",
                        "whole numbers 1 to 9, evenly over orders of magnitude");
    }

    @Test
    void everything_else_reaches_the_program_as_it_is() {
        var program = program("sh", "-c", "echo ${HOME} {\"a\": 1} {{a:b}} {{{x}}} {} {x:1..2} $$", "{x:1..2}");
        assertThat(program.parameters()).containsOnlyKeys("x");
        assertThat(started(program, Map.of("x", 2L)))
                .containsExactly("sh", "-c", "echo ${HOME} {\"a\": 1} {a:b} {{x}} {} 2 $$", "2");
    }

    @Test
    void another_command_is_another_sweep() {
        assertThat(program("python", "a/train.py", "{x:1..2}").recipe().name())
                .matches("train-[0-9a-f]{6}")
                .isEqualTo(program("python", "a/train.py", "{x:1..2}").recipe().name())
                .isNotEqualTo(
                        program("python", "a/train.py", "{x:1..3}").recipe().name());
        assertThat(program("./-", "{x:1..2}").recipe().name()).startsWith("try-");
    }

    @Test
    void what_makes_no_sense_says_what_would() {
        assertThatThrownBy(() -> program("train", "--lr", "0.1"))
                .hasMessageStartingWith("nothing in the command is to be tried: put {lr:log:1e-5..1e-2}");
        for (var wrong :
                List.of("{lr:lgo:1..2}", "{lr:a..b}", "{lr:1..}", "{lr:..}", "{lr}", "{lr:}", "{lr:log}", "{a: 1}")) {
            assertThatThrownBy(() -> program("train", wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'%s' says no range".formatted(wrong))
                    .hasMessageEndingWith("braces that are meant as text are doubled: {%s}".formatted(wrong));
        }
        assertThatThrownBy(() -> program("train", "{opt:adam, sgd}")).hasMessageContaining(" or {opt:adam|sgd};");
        assertThatThrownBy(() -> program("train", "{log:1e-5..1e-2}"))
                .hasMessage("'{log:1e-5..1e-2}' has no name: write {x:log:1e-5..1e-2}, where x is what you call it");
        assertThat(program("train", "{log:true|false}", "{pow2:log:1..8}").parameters())
                .containsOnlyKeys("log", "pow2");
        assertThatThrownBy(() -> program("train", "--x=${x:1..2}"))
                .hasMessage("'--x=${x:1..2}': write {…} without the $ where a value goes");
        assertThatThrownBy(() -> program("train", "{x:1..2}", "{x:1..3}"))
                .hasMessage("'x' is there twice, with different values");
        var program = program("train", "{x:1..2}");
        assertThatThrownBy(() -> started(program, Map.of("y", 2L)))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("${param.x}");
    }
}
