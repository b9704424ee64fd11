package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MacrosTest {
    private static final List<String> KNOWN = List.of("run", "run_dir");

    @Test
    void macros_are_filled_in_once_and_other_dollars_stay() {
        var macros = new Macros(Map.of("run", "r${run}\\$1", "run_dir", "/s/r"));
        assertThat(macros.fill("a${run}b ${run_dir}/x $HOME $(touch x) $${run} $$ $1"))
                .isEqualTo("ar${run}\\$1b /s/r/x $HOME $(touch x) ${run} $$ $1");
    }

    @Test
    void an_unknown_macro_is_named_with_the_likely_one() {
        assertThat(Macros.problem("x ${rnu_dir}", KNOWN))
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("unknown macro '${rnu_dir}'")
                        .contains("did you mean 'run_dir'?"));
        assertThat(Macros.problem("${run} $${nothing} $x", KNOWN)).isEmpty();
    }

    @Test
    void an_open_macro_and_a_list_within_text_are_problems() {
        assertThat(Macros.problem("a${run", KNOWN))
                .hasValueSatisfying(message -> assertThat(message).contains("not closed"));
        assertThat(Macros.problem("--x=${args}", KNOWN))
                .hasValueSatisfying(message -> assertThat(message).contains("item of its own"));
    }
}
