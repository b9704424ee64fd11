package metta.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormulaTest {
    private static final Map<String, Object> VALUES = Map.of(
            "base_lr",
            0.1,
            "batch",
            64L,
            "n",
            3L,
            "trainer.batch_size",
            128L,
            "e",
            2.0,
            "opt",
            "sgd",
            "on",
            true,
            "weird-name",
            5L,
            "big",
            1e300);

    private static Optional<Object> value(String formula) {
        return new Formula(formula).value(name -> Optional.ofNullable(VALUES.get(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            base_lr * batch / 256                ; 0.025
            0.1 * 3                              ; 0.3
            batch / 4                            ; 16.0
            2 * n + 1                            ; 7
            2 ** n                               ; 8
            batch % n                            ; 1
            trainer.batch_size / 2               ; 64.0
            int(batch / 3)                       ; 21
            min(n, 2)                            ; 2
            max(n, 2.5)                          ; 3.0
            -n                                   ; -3
            e + 1                                ; 3.0
            `weird-name` * 2                     ; 10
            `n` + n                              ; 6
            sqrt(batch)                          ; 8.0
            log2(batch)                          ; 6.0
            if(opt == 'sgd', 1, 2)               ; 1
            """)
    void comes_to(String formula, String value) {
        assertThat(value(formula).map(Object::toString)).contains(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            batch <= trainer.batch_size                    ; true
            trainer.batch_size % batch == 0                ; true
            opt == "adam" or n > 2                         ; true
            not on and n == 3                              ; false
            on == true                                     ; true
            opt != 'sgd' || !(n >= 4)                      ; true
            """)
    void holds_or_not(String formula, boolean truth) {
        assertThat(new Formula(formula).truth(name -> Optional.ofNullable(VALUES.get(name))))
                .contains(truth);
    }

    @Test
    void nothing_comes_of_what_has_no_value() {
        assertThat(value("n / 0")).isEmpty();
        assertThat(value("n % 0")).isEmpty();
        assertThat(value("log(-n)")).isEmpty();
        assertThat(value("big * big")).isEmpty();
        assertThat(value("missing + 1")).isEmpty();
        assertThat(new Formula("n + 1").truth(name -> Optional.ofNullable(VALUES.get(name))))
                .isEmpty();
    }

    @Test
    void knows_the_names_it_needs() {
        assertThat(new Formula("a.b <= c and `d-e` > 0 or opt == 'f' and if(g, 1, 2) > 1e-3").names())
                .containsExactlyInAnyOrder("a.b", "c", "d-e", "opt", "g");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a +            ; a +
            (a             ; (a
            a b            ; a b
            f(a)           ; f(a)
            a == 'x        ; a == 'x
            ; ''
            """)
    void what_is_no_expression_is_refused(String formula) {
        var text = formula == null ? "" : formula;
        assertThatThrownBy(() -> new Formula(text))
                .isInstanceOf(InvalidFormulaException.class)
                .hasMessageContaining("is no expression");
    }

    @Test
    void nothing_outside_can_be_reached() {
        for (var hostile : new String[] {
            "java.lang.Runtime", "`x`.getClass()", "RANDOM()", "DT_NOW()", "FACT(1000000)", "new java.io.File('x')",
        }) {
            try {
                assertThat(value(hostile)).as(hostile).isEmpty();
            } catch (InvalidFormulaException e) {
                assertThat(e).as(hostile).hasMessageContaining("is no expression");
            }
        }
    }

    @Test
    void a_range_ends_where_a_comparison_says_so() {
        var values = Map.<String, Object>of("b", 5.0);
        var range = new Interval(0, 10);
        assertThat(narrowed("a <= b", range, values)).isEqualTo(new Interval(0, 5));
        assertThat(narrowed("b < a", range, values)).isEqualTo(new Interval(Math.nextUp(5.0), 10));
        assertThat(narrowed("a >= b - 1 and 3 * b > a", range, values)).isEqualTo(new Interval(4, 10));
        assertThat(narrowed("a * 2 <= b", range, values))
                .as("the parameter itself")
                .isEqualTo(range);
        assertThat(narrowed("a <= c", range, values)).isEqualTo(range);
        assertThat(narrowed("a <= b or a >= 9", range, values)).isEqualTo(range);
    }

    private static Interval narrowed(String formula, Interval range, Map<String, Object> values) {
        return new Formula(formula).narrowed("a", range, name -> Optional.ofNullable(values.get(name)));
    }
}
