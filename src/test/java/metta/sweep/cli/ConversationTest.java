package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import metta.sweep.Optimizer;
import metta.sweep.asktell.AskTell;
import metta.sweep.optimizer.Optimizers;
import org.junit.jupiter.api.Test;

final class ConversationTest {
    private static final String INIT =
            "{\"op\":\"init\",\"space\":[{\"name\":\"λ\",\"type\":\"categorical\",\"choices\":[\"日本\"]}]}\n";
    private static final String ASK = "{\"op\":\"ask\"}\n";

    private static List<String> answers(Optimizer optimizer, byte[] said) throws IOException {
        var heard = new ByteArrayOutputStream();
        new Conversation(new AskTell(_ -> optimizer, "metta 1"))
                .over(new ByteArrayInputStream(said), new PrintStream(heard, false, StandardCharsets.US_ASCII));
        return heard.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> answers(String said) throws IOException {
        return answers(Optimizers.sobol(), said.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void names_and_choices_come_back_as_they_were_whatever_the_terminal_writes() throws IOException {
        assertThat(answers(INIT + ASK).getLast()).startsWith("{\"id\":1,\"params\":{\"λ\":\"日本\"}");
    }

    @Test
    void each_line_is_answered_by_one_also_a_torn_one_at_the_end() throws IOException {
        assertThat(answers("\n[1]\nnull\n3\r\n{\"op\":\"ask\",\"op\":\"ask\"}\n" + "[".repeat(2000) + "\n{\"op\":\"as"))
                .hasSize(7)
                .allSatisfy(it -> assertThat(it).startsWith("{\"error\":\"the message is no JSON object: "));
        assertThat(answers("")).isEmpty();
    }

    @Test
    void nothing_is_answered_after_the_leave_is_taken() throws IOException {
        assertThat(answers(INIT + "{\"op\":\"close\"}\n" + ASK)).hasSize(1);
    }

    @Test
    void what_is_no_utf8_is_refused_and_the_next_line_read() throws IOException {
        assertThat(answers(Optimizers.sobol(), (INIT + "{\"op\":\"é\"}\n" + ASK).getBytes(StandardCharsets.ISO_8859_1)))
                .anySatisfy(it -> assertThat(it).isEqualTo("{\"error\":\"the message is not in UTF-8\"}"))
                .hasSize(3);
    }

    @Test
    void the_rest_of_a_line_without_end_is_passed_over() throws IOException {
        var longest = "{\"op\":\"%s\"}";
        int filling = MessageLines.LONGEST - longest.length() + 2;
        assertThat(answers(longest.formatted("a".repeat(filling)) + "\n" + INIT).getFirst())
                .contains("unknown op");
        assertThat(answers(longest.formatted("a".repeat(filling + 1)) + "\n" + INIT))
                .containsExactly(
                        "{\"error\":\"the message is longer than 8388608 bytes\"}",
                        "{\"ok\":true,\"version\":\"metta 1\"}");
    }

    @Test
    void a_mistake_of_the_optimizer_is_said_and_the_conversation_goes_on() throws IOException {
        assertThat(breaking(() -> {
                    throw new IllegalStateException("no way");
                }))
                .isEqualTo("{\"error\":\"a bug in metta, please report it: java.lang.IllegalStateException: no way\"}");
    }

    @Test
    void so_is_what_takes_more_memory_than_there_is() throws IOException {
        assertThat(breaking(() -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isEqualTo("{\"error\":\"the study is too large for this machine or this optimizer:"
                        + " java.lang.OutOfMemoryError: Java heap space\"}");
    }

    /// What the client hears whose second trial has broken the optimizer, while the others are as usual.
    private static String breaking(Runnable mistake) throws IOException {
        Optimizer broken = (problem, observations, pending, first, count) -> {
            if (first == 2 && pending.size() == 1) {
                mistake.run();
            }
            return Optimizers.sobol().suggest(problem, observations, pending, first, count);
        };
        var tell = "{\"op\":\"tell\",\"id\":1,\"values\":[1]}\n";
        var heard = answers(broken, (INIT + ASK + ASK + tell + ASK).getBytes(StandardCharsets.UTF_8));
        assertThat(heard).hasSize(5);
        assertThat(heard.getLast()).startsWith("{\"id\":2,");
        return heard.get(2);
    }
}
