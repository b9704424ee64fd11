package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Occasion;
import metta.sweep.testing.Await;
import org.junit.jupiter.api.Test;

/// Real commands, and some that cannot even be tried.
final class MessengerTest {
    private static final Notice NOTICE = new Notice("s:end:1", Occasion.END, Optional.empty(), "done");

    private static Messenger.Result told(Map<String, String> environment) {
        var command = new ShortCommand(List.of("true"), Map.of(), Optional.empty(), ShortCommand.LONGEST);
        var messenger = new Messenger(command, List.of());
        messenger.send(NOTICE, environment, "{}");
        var result = Await.value(messenger::result, "the result", Optional::isPresent);
        assertThat(messenger.idle()).isTrue();
        return result.orElseThrow();
    }

    @Test
    void what_was_told_has_no_failure() {
        assertThat(told(Map.of("A", "1"))).isEqualTo(new Messenger.Result(NOTICE, Optional.empty()));
    }

    @Test
    void a_command_that_cannot_even_be_tried_has_failed_and_others_can_be_told() {
        assertThat(told(Map.of("A", "\0")).failure())
                .contains(
                        "it could not be tried: java.lang.IllegalArgumentException: Invalid environment variable value: \"\ufffd\"");
    }
}
