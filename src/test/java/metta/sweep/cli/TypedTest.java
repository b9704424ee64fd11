package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TypedTest {
    @Test
    void a_shell_reads_it_as_it_was() {
        assertThat(Typed.of("sweep", "start", "arena", "--grid", "lr=1e-3,1e-2", "--dir=/a/b_c"))
                .hasToString("metta sweep start arena --grid lr=1e-3,1e-2 --dir=/a/b_c");
        assertThat(Typed.of("sweep", "stop", "a", "--reason", "it's $enough", ""))
                .hasToString("metta sweep stop a --reason 'it'\\''s $enough' ''");
    }

    @Test
    void a_password_is_not_shown_again() {
        assertThat(Typed.of("start", "--store", "postgresql://me:canary@db/x", "--store=postgres://me:c@n@db/x"))
                .hasToString("metta start --store postgresql://me@db/x --store=postgres://me@db/x");
    }

    @Test
    void where_the_sweep_is_can_be_said_of_another_command_too() {
        assertThat(Typed.of("sweep", "start", "arena", "--dir", "my sweeps", "--store=postgresql://me:secret@h/d?a=b")
                        .places())
                .isEqualTo(" --dir 'my sweeps' '--store=postgresql://me@h/d?a=b'");
        assertThat(Typed.of("sweep", "start", "--trials", "3").places()).isEmpty();
    }

    @Test
    void another_programs_words_are_left_alone() {
        var typed = Typed.of("sweep", "try", "--dir", "d", "prog", "--name", "x", "--store", "y", "--takeover")
                .ending(6);
        assertThat(typed.named("n"))
                .hasToString("metta sweep try --dir d --name n -- prog --name x --store y --takeover");
        assertThat(typed.again().toString()).endsWith("--takeover");
        assertThat(typed.places()).isEqualTo(" --dir d");
    }

    @Test
    void another_name_takes_the_place_of_the_one_it_had() {
        assertThat(Typed.of("sweep", "start", "--name", "a", "arena").named("b"))
                .hasToString("metta sweep start arena --name b");
        assertThat(Typed.of("sweep", "start", "arena", "--name=a").named("b"))
                .hasToString("metta sweep start arena --name b");
    }
}
