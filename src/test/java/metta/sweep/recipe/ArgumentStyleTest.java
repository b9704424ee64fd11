package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentStyleTest {
    private static final String HOSTILE = "-a b\n'c'\"d\"\\$(touch x);\u2603=";

    @Test
    void numbers_are_numbers_in_every_language() {
        assertThat(ArgumentStyle.KEY_VALUE.arguments("lr", 1e-10)).containsExactly("lr=1.0e-10");
        assertThat(ArgumentStyle.FLAG_EQUALS.arguments("n", 1e10)).containsExactly("--n=1.0e+10");
        assertThat(ArgumentStyle.HYDRA.arguments("n", -3L)).containsExactly("n=-3");
        assertThat(ArgumentStyle.FLAG_THEN_VALUE.arguments("n", 1L << 40)).containsExactly("--n", "1099511627776");
    }

    @Test
    void hostile_text_stays_within_one_argument() {
        assertThat(ArgumentStyle.KEY_VALUE.arguments("a.b", HOSTILE)).containsExactly("a.b=" + HOSTILE);
        assertThat(ArgumentStyle.FLAG_EQUALS.arguments("a.b", HOSTILE)).containsExactly("--a.b=" + HOSTILE);
        assertThat(ArgumentStyle.FLAG_THEN_VALUE.arguments("a", HOSTILE.substring(1)))
                .containsExactly("--a", HOSTILE.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "--help", "-"})
    void a_value_that_looks_like_a_flag_is_joined_to_its_own(String value) {
        assertThat(ArgumentStyle.FLAG_THEN_VALUE.arguments("x", value)).containsExactly("--x=" + value);
    }

    @Test
    void a_negative_number_is_joined_too() {
        assertThat(ArgumentStyle.FLAG_THEN_VALUE.arguments("x", -1e-7)).containsExactly("--x=-1.0e-7");
    }

    @Test
    void empty_text_is_still_given() {
        assertThat(ArgumentStyle.KEY_VALUE.arguments("a", "")).containsExactly("a=");
        assertThat(ArgumentStyle.FLAG_EQUALS.arguments("a", "")).containsExactly("--a=");
        assertThat(ArgumentStyle.FLAG_THEN_VALUE.arguments("a", "")).containsExactly("--a", "");
        assertThat(ArgumentStyle.HYDRA.arguments("a", "")).containsExactly("a=''");
    }

    @Test
    void truth_values_are_lower_case_unless_the_recipe_says_otherwise() {
        assertThat(truths(ArgumentStyle.KEY_VALUE, TruthStyle.TEXT)).containsExactly("a=true", "a=false");
        assertThat(truths(ArgumentStyle.FLAG_EQUALS, TruthStyle.TEXT)).containsExactly("--a=true", "--a=false");
        assertThat(truths(ArgumentStyle.FLAG_THEN_VALUE, TruthStyle.TEXT))
                .containsExactly("--a", "true", "--a", "false");
        assertThat(truths(ArgumentStyle.HYDRA, TruthStyle.TEXT)).containsExactly("a=true", "a=false");
        assertThat(truths(ArgumentStyle.HYDRA, TruthStyle.PYTHON)).containsExactly("a=True", "a=False");
        assertThat(truths(ArgumentStyle.FLAG_THEN_VALUE, TruthStyle.FLAG)).containsExactly("--a");
        assertThat(truths(ArgumentStyle.FLAG_EQUALS, TruthStyle.EITHER_FLAG)).containsExactly("--a", "--no-a");
    }

    private static List<String> truths(ArgumentStyle style, TruthStyle booleans) {
        var form = new ArgumentForm(style, booleans);
        return Stream.of(true, false)
                .flatMap(each -> form.arguments("a", each).stream())
                .toList();
    }

    @Test
    void what_is_no_truth_value_is_not_taken_for_one() {
        var form = new ArgumentForm(ArgumentStyle.FLAG_EQUALS, TruthStyle.FLAG);
        assertThat(form.arguments("a", "true")).containsExactly("--a=true");
        assertThat(form.withoutHyphens().arguments("a", true)).containsExactly("a=true");
    }

    @Test
    void hydra_takes_quoted_text_for_text() {
        assertThat(List.of("relu", "a/b-c.d", "true", "1", "a b", "it's", "a\\", "\\'", "${x}", "[1]", "\u2603\n"))
                .map(HydraText::of)
                .containsExactly(
                        "relu",
                        "a/b-c.d",
                        "'true'",
                        "'1'",
                        "'a b'",
                        "'it\\'s'",
                        "'a\\\\'",
                        "'\\\\\\''",
                        "'\\${x}'",
                        "'[1]'",
                        "'\u2603\n'");
    }

    @Test
    void none_gives_nothing() {
        assertThat(ArgumentStyle.NONE.arguments("a", 1)).isEmpty();
        assertThat(ArgumentStyle.ENVIRONMENT.arguments("a", 1)).isEmpty();
    }
}
