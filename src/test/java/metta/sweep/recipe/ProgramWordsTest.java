package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramWordsTest {
    @ParameterizedTest
    @CsvSource({
        "python train.py --lr 1, --lr 1",
        "env A=b.py uv run python -u a/train.py --steps 3, --steps 3",
        "python3.12 -m pkg.train --lr 1, --lr 1",
        "./train -m 3, -m 3",
        "torchrun --nproc 2 train.py x.py, x.py",
        "./train --lr ${param.lr} other.py, --lr ${param.lr} other.py"
    })
    void arguments_are_what_stands_behind_the_program(String command, String arguments) {
        assertThat(new ProgramWords(List.of(command.split(" "))).behind()).containsExactly(arguments.split(" "));
    }

    @Test
    void values_that_stand_in_a_command_are_shown_with_its_fixed_words() {
        var words = List.of(
                "python", "train.py", "--steps", "3", "--lr", "{lr:log:1e-5..1e-2}", "--opt={opt:a|b}", "${HOME}");
        var program = InlineProgram.of(words, Path.of(""), Optional.empty());
        assertThat(program.recipe().train().arguments(Map.of("lr", 5.4e-4, "opt", "it's")))
                .containsExactly("--steps", "3", "--lr", "5.4e-4", "--opt=it's", "${HOME}");
    }

    @Test
    void what_only_a_job_knows_stays_as_it_is_and_other_values_are_where_the_recipe_wants_them() {
        var command = List.of("${python}", "train.py", "${args}", "--lr", "${param.lr}", "--out", "${run_dir}/x");
        var form = new ArgumentForm(ArgumentStyle.FLAG_EQUALS, TruthStyle.TEXT);
        var step = new Step(command, form, Optional.empty(), Map.of(), List.of());
        assertThat(step.arguments(Map.of("lr", 0.5, "n", 2L)))
                .containsExactly("--n=2", "--lr", "0.5", "--out", "${run_dir}/x");
    }
}
