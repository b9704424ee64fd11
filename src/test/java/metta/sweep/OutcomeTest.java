package metta.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {
    private static String likeness(String message) {
        return Outcome.likeness(new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), message).signature());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KeyError: 'lr'                       | KeyError: 'gamma'",
                "unknown model \"resnet\", sorry      | unknown model \"vit\", sorry",
                "no column `a b` in it                | no column `c` in it",
                "cannot open /data/a.csv: not there   | cannot open train/b.csv: not there",
                "(see /tmp/x/y.log)                   | (see /tmp/z.log)",
                "out=/tmp/a: no space                 | out=/srv/b/c: no space",
                "lr was 0.25, epoch 3                 | lr was 1e-05, epoch 12",
                "unknown option --shift=-1            | unknown option --shift=1",
                "loss (-0.5) at step-3                | loss (7) at step-12",
                "it can't read “a”                    | it can't read “b”"
            })
    void failures_that_differ_in_a_value_a_path_or_a_number_are_alike(String one, String other) {
        assertThat(likeness(one)).isEqualTo(likeness(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KeyError: 'lr'                       | IndexError: 'lr'",
                "it can't run, it's late              | it can't eat, it's late",
                "no memory for the model              | no memory for the data",
                "cannot open /a: not there            | cannot open /a: not allowed"
            })
    void failures_of_other_words_are_not_alike(String one, String other) {
        assertThat(likeness(one)).isNotEqualTo(likeness(other));
    }

    @Test
    void other_kinds_and_exit_codes_are_not_alike() {
        assertThat(Stream.of(
                                new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), "'x'"),
                                new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(4), "'x'"),
                                new Outcome.Failed(FailureKind.DIVERGED, Optional.of(3), "'x'"))
                        .map(each -> Outcome.likeness(each.signature())))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_long_message_is_compared_soon() {
        var words = "x'\"/".repeat(200_000) + "y".repeat(1_000_000);
        assertThat(likeness(words)).isNotEqualTo(likeness("z"));
    }
}
