package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import metta.sweep.docs.Page;
import metta.sweep.json.Json;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Which commands print in which forms, and what each form is like.
final class OutputFormsTest {
    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        var captured = Captured.pipe();
        assertThat(captured.run(words)).as(captured.err() + captured.out()).isEqualTo(exitCode);
        return captured;
    }

    private Captured sweep(int exitCode, String line) {
        return run(exitCode, ("sweep " + line + " --dir " + folder).split(" "));
    }

    /// A sweep of two trials whose program prints one parameter as a formula.
    private void started() {
        run(
                0,
                "sweep",
                "try",
                "--name",
                "t",
                "--trials",
                "2",
                "--dir",
                folder.toString(),
                "sh",
                "-c",
                "echo score=1",
                "x",
                "{y:=1+1|@SUM}");
    }

    /// The forms of each command that has any, by its full name.
    private static Map<String, List<Form>> forms(CommandLine command) {
        var forms = new LinkedHashMap<String, List<Form>>();
        command.getCommandSpec().mixins().values().stream()
                .filter(mixin -> mixin.userObject() instanceof OutputOption)
                .forEach(mixin -> forms.put(
                        command.getCommandSpec().qualifiedName(), ((OutputOption) mixin.userObject()).forms()));
        command.getSubcommands().values().forEach(each -> forms.putAll(forms(each)));
        return forms;
    }

    @Test
    void every_command_has_the_forms_that_the_guide_says_and_no_other_has_any() {
        var promised = new LinkedHashMap<String, List<Form>>();
        for (var row : Page.of("docs/guide/json.md").table("command")) {
            var words = row.get(1).equals("all") ? Form.words(Arrays.asList(Form.values())) : List.of("table", "json");
            promised.put(
                    "metta " + Page.code(row.getFirst()),
                    words.stream()
                            .map(word -> Form.valueOf(word.toUpperCase(Locale.ROOT)))
                            .toList());
        }
        var actual = forms(Main.commands(Captured.pipe().terminal));
        assertThat(actual).hasSizeGreaterThan(10).containsExactlyInAnyOrderEntriesOf(promised);
    }

    @Test
    void only_what_has_forms_takes_json() {
        var commands = Main.commands(Captured.pipe().terminal);
        var formed = forms(commands).keySet();
        assertThat(withOption(commands, "--json")).containsExactlyInAnyOrderElementsOf(formed);
        assertThat(withOption(commands, "--output")).containsExactlyInAnyOrderElementsOf(formed);
    }

    private static List<String> withOption(CommandLine command, String option) {
        var names = new ArrayList<String>();
        if (command.getCommandSpec().findOption(option) != null) {
            names.add(command.getCommandSpec().qualifiedName());
        }
        command.getSubcommands().values().forEach(each -> names.addAll(withOption(each, option)));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "sweep list -o jsn, 'metta: -o: unknown form ''jsn''; did you mean ''json''?'",
        "sweep list --json -o csv, '--json means -o json, and -o csv asks for another form; give one of them'",
        "sweep status --watch -o csv, '-o csv does not go with --watch; use -o json'",
        "sweep best --as-args --json, --as-args is a form of its own",
        "sweep start arena -o csv, nothing is printed in rows here; use -o table or -o json",
        "sweep snapshot x -o name, use -o table or -o json",
        "sweep config show arena --origin --json, --origin is told to people alone",
        "recipes show arena -o wide, use -o table or -o json",
        "doctor -o xml, unknown form 'xml'"
    })
    void a_form_that_makes_no_sense_is_refused_with_what_to_use(String command, String message) {
        assertThat(run(2, command.split(" ")).err()).contains(message).doesNotContain("bug in metta");
    }

    @Test
    void json_and_the_same_form_may_both_be_asked_for() {
        assertThat(sweep(0, "list --json -o json").out())
                .isEqualTo(sweep(0, "list -o json").out());
        for (var form : List.of("jsonl", "csv", "name")) {
            assertThat(sweep(0, "list -o " + form).out())
                    .as("no sweeps as " + form)
                    .isEmpty();
        }
    }

    @Test
    void a_run_is_a_row_with_its_parameters_as_columns_and_no_cell_that_a_spreadsheet_would_compute()
            throws IOException {
        started();
        var text = sweep(0, "status t -o csv").out();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = CSVParser.parse(text, format)) {
            assertThat(parser.getHeaderNames())
                    .startsWith("run", "number", "replicate", "seed", "status")
                    .contains("scores.score", "configuration.y");
            var runs = parser.getRecords();
            assertThat(runs).extracting(each -> each.get("run")).containsExactly("t_trial_0001", "t_trial_0002");
            assertThat(runs)
                    .extracting(each -> each.get("configuration.y"))
                    .allMatch(each -> List.of("'=1+1", "'@SUM").contains(each));
            assertThat(runs).extracting(each -> each.get("scores.score")).containsOnly("1.0");
        }
        assertThat(text).contains("\r\n");
        assertThat(sweep(0, "analyze t -o csv").out()).startsWith("run,number,");
        assertThat(sweep(0, "best t -o csv").out()).hasLineCount(2).contains("arguments");
    }

    @Test
    void ids_stand_alone_one_on_a_line() {
        started();
        assertThat(sweep(0, "list -o name").out()).isEqualTo("t\n");
        assertThat(sweep(0, "status t -o name").out()).isEqualTo("t_trial_0001\nt_trial_0002\n");
        assertThat(sweep(0, "best t -o name").out()).matches("t_trial_000[12]\n");
        assertThat(sweep(0, "gc t --keep-best 0 -o name").out()).isEqualTo("t\n");
        assertThat(run(0, "recipes", "list", "-o", "name").out()).contains("arena\n");
        assertThat(run(0, "doctor", "-o", "name", "--dir", folder.toString()).out())
                .contains("java\n");
    }

    @Test
    void lines_of_json_are_one_row_each_and_wide_rows_are_uncut() {
        started();
        var lines = sweep(0, "status t -o jsonl").out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.readTree(lines.getLast())).containsEntry("run", "t_trial_0002");
        assertThat(sweep(0, "gc t --keep-best 0 -o jsonl").out())
                .contains("\"runs\":2")
                .contains("\"deleted\":false");
        assertThat(sweep(0, "status t -o wide").out().lines())
                .hasSize(3)
                .first()
                .asString()
                .containsSubsequence("run", "status", "configuration.y");
        assertThat(sweep(0, "list -o wide").out()).contains("created_at").contains("best.score");
    }
}
