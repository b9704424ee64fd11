package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import metta.sweep.docs.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FormerOptionsTest {
    static List<List<String>> rows() {
        return Page.of("docs/guide/from-the-original.md").table("option of the live monitor");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_option_of_the_live_monitor_gets_the_advice_of_the_guide(List<String> row) {
        var options =
                Pattern.compile("`([^`]+)`").matcher(row.getFirst()).results().toList();
        assertThat(options).isNotEmpty().allSatisfy(option -> {
            var captured = Captured.pipe();
            assertThat(captured.run("sweep", "status", option.group(1), "x")).isEqualTo(2);
            assertThat(captured.err()).contains(option.group(1) + " was an option; now: " + row.get(1));
        });
    }
}
