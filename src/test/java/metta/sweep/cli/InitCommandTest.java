package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Description;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.recipe.RecipeFiles;
import metta.sweep.recipe.Recipes;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InitCommandTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    private static Captured init(String recipe) {
        var captured = Captured.pipe();
        assertThat(captured.run("sweep", "init", recipe)).as(captured.err()).isZero();
        return captured;
    }

    private static SweepConfig read(Captured printed) {
        return SweepConfigReader.parse("sweep.yaml", printed.out());
    }

    private String recipe(String script, String train) throws IOException {
        Files.writeString(folder.resolve("train.py"), script);
        Files.writeString(
                folder.resolve("recipe.yaml"),
                "train: {%s%s}\n".formatted(train.contains("command:") ? "" : "program: train.py, ", train));
        return folder.toString();
    }

    static Stream<String> recipesWithASection() {
        return RecipeFiles.known(HERE).stream()
                .filter(name -> Recipes.defaults(name, HERE).isPresent());
    }

    @ParameterizedTest
    @MethodSource("recipesWithASection")
    void what_a_recipe_says_of_sweeps_is_what_is_printed(String name) {
        var printed = init(name);
        assertThat(printed.err()).isEmpty();
        var section = Description.of(List.of(Recipes.defaults(name, HERE).orElseThrow()))
                .read();
        var read = read(printed);
        assertThat(read.recipe()).hasValue(name);
        assertThat(read.space()).isEqualTo(section.space());
        assertThat(read.budget()).isEqualTo(section.budget());
        assertThat(read.optimizer()).isEqualTo(section.optimizer());
    }

    @Test
    void a_program_with_argparse_is_asked_and_never_trains() throws IOException {
        var printed = init(recipe("""
                import argparse, pathlib
                print("noise before")
                parser = argparse.ArgumentParser()
                parser.add_argument("--run")
                parser.add_argument("--lr", type=float, default=1e-3, help="the\\n  learning rate, 100%% <b>")
                parser.add_argument("--batch-size", type=int, default=64)
                parser.add_argument("--optimizer", choices=["adam", "it's: #1"], default="adam")
                parser.add_argument("--dropout", type=float, default=0.0)
                parser.add_argument("--nesterov", action="store_true")
                parser.add_argument("--patience", type=float, default=float("inf"))
                parser.add_argument("data", nargs="?")
                args, rest = parser.parse_known_args()
                pathlib.Path("trained").write_text("too late")
                """, "style: '--key value', args: {run: '${run}'}"));
        assertThat(printed.out())
                .contains("  lr: {min: 1.0e-4, max: 0.01, log: true, default: 0.001}  # the learning rate, 100%% <b>\n")
                .contains("  batch-size: {distribution: uniform_pow2, min: 16, max: 256, default: 64}\n")
                .contains("  optimizer: {values: [adam, \"it's: #1\"], default: adam}\n")
                .contains("\nfirst: default\n")
                .contains(
                        "  # dropout: 0.0\n",
                        "  # nesterov: false  # a flag: it needs `booleans: --key` beside `style` in the recipe\n",
                        "  # patience:  # nobody said what it usually is\n")
                .doesNotContain("run:", "data:", "help:");
        assertThat(read(printed).space().parameters()).containsOnlyKeys("lr", "batch-size", "optimizer");
        assertThat(read(printed).points())
                .containsExactly(Configuration.of(Map.of("lr", 0.001, "batch-size", 64, "optimizer", "adam")));
        assertThat(printed.err()).isEmpty();
        assertThat(folder.resolve("trained")).doesNotExist();
    }

    @Test
    void an_application_of_hydra_is_asked_for_its_settings() throws IOException {
        var printed = init(recipe("""
                # as an application of hydra answers
                import sys
                assert sys.argv[1:] == ["--cfg", "job"]
                print("optim:\\n  lr: 0.01\\n  nesterov: false\\nhidden: 32\\nname: ???\\nlist: [1]\\n")
                """, "style: hydra"));
        assertThat(printed.out())
                .contains("  optim.lr: {min: 0.001, max: 0.1, log: true, default: 0.01}\n")
                .contains("  hidden: {distribution: uniform_pow2, min: 8, max: 128, default: 32}\n")
                .contains("  # optim.nesterov: false\n");
        assertThat(read(printed).space().parameters()).containsOnlyKeys("optim.lr", "hidden");
    }

    /// As pydantic-settings does it: what it usually is stands in the help alone.
    @Test
    void a_library_on_top_of_argparse_is_asked_too() throws IOException {
        Files.writeString(folder.resolve("pydantic_settings.py"), """
                import argparse
                class CliApp:
                    def run(self):
                        parser = argparse.ArgumentParser()
                        parser.add_argument("--opt.lr", default=argparse.SUPPRESS, help="(default: 0.001)")
                        parser.add_argument("--hidden", default=argparse.SUPPRESS, help="units (default: 64)")
                        parser.add_argument("--data", default=argparse.SUPPRESS, help="(required)")
                        parser.parse_args()
                """);
        var printed = init(recipe("""
                from pydantic_settings import CliApp
                CliApp.run(object())
                open("trained", "w")
                """, "style: '--key value'"));
        assertThat(printed.out())
                .contains("  opt.lr: {min: 1.0e-4, max: 0.01, log: true, default: 0.001}")
                .contains("  hidden: {distribution: uniform_pow2, min: 16, max: 256, default: 64}");
        assertThat(printed.err()).contains("the program does not start without --data");
        assertThat(folder.resolve("trained")).doesNotExist();
    }

    @Test
    void a_program_that_cannot_be_asked_is_not_run() throws IOException {
        var printed = init(recipe("open('trained', 'w')\n", "style: none"));
        assertThat(printed.err())
                .contains(
                        "the program could not be asked what it knows: in train.py nothing is seen that can be asked");
        init(recipe("# no argparse here\nopen('trained', 'w')\n", "style: none"));
        assertThat(read(printed).space().parameters()).isEmpty();
        assertThat(folder.resolve("trained")).doesNotExist();
    }

    @Test
    void what_a_program_cannot_do_without_is_said_first() throws IOException {
        var script = """
                import argparse
                parser = argparse.ArgumentParser()
                parser.add_argument("corpus", help="<img onerror>\\n\\x1b[2Jtexts")
                parser.add_argument("--lr", type=float, default=1e-3)
                parser.add_argument("--data", required=True, help="where it lies")
                parser.add_argument("--optimizer", choices=["a", "b"], required=True)
                parser.add_argument("--out", required=True)
                commands = parser.add_subparsers()
                fit = commands.add_parser("fit")
                fit.add_argument("--momentum", type=float, default=0.9)
                commands.add_parser("show")
                parser.parse_args()
                """;
        var printed = init(recipe(script, "style: --key=value"));
        assertThat(printed.out())
                .contains(
                        "belongs into the recipe's command, behind the script; then init knows its options too: fit, show")
                .contains("does not start without corpus, which has no name")
                .contains("parameters:\n  # data:  # required: the program does not start without it; where it lies\n")
                .contains("  optimizer: [a, b]  # required: the program does not start without it\n")
                .doesNotContain("momentum", "\u001b");
        assertThat(printed.err()).contains("does not start without --data: give it", "corpus", "fit, show");
        assertThat(read(printed).space().parameters()).containsOnlyKeys("lr", "optimizer");
        var words = "command: ['${python}', train.py, texts/, fit, --data, x, '--out=${run_dir}'], style: --key=value";
        var told = init(recipe(script, words));
        assertThat(read(told).space().parameters()).containsOnlyKeys("lr", "optimizer", "momentum");
        assertThat(told.out()).doesNotContain("corpus", "show", "data:");
    }

    @Test
    void what_cannot_be_a_parameter_says_why_and_choices_are_written_out() throws IOException {
        var printed = init(recipe("""
                import argparse
                parser = argparse.ArgumentParser()
                parser.add_argument("--opt", choices=["adam", "sgd", "rms-prop"], default="sgd")
                parser.add_argument("--layers", type=int, nargs="+", default=[8, 8], help="widths")
                parser.add_argument("--tag", action="append")
                parser.add_argument("--seed", type=int, default=0)
                parser.parse_args()
                """, "style: --key=value"));
        assertThat(printed.out())
                .contains("  # opt: {values: [adam, sgd, rms-prop], default: sgd}\n")
                .contains("  # layers is left out, because it takes several values (usually 8 8); they belong into")
                .contains("  # tag is left out, because it takes several values; they belong into")
                .contains(
                        "  # seed is left out, because each run has a seed: `args: {seed: \"${seed}\"}` in the recipe");
        assertThat(read(printed).space().parameters()).isEmpty();
    }

    @Test
    void a_syntax_error_is_told_with_its_line_and_nothing_is_run() throws IOException {
        var bad = "open('trained', 'w')\nimport argparse\nparse_args(\n";
        assertThat(init(recipe(bad, "style: none")).err()).containsPattern("SyntaxError: .*train\\.py, line 3\\)");
        var plain = "open('trained', 'w')\nif True\n  pass\n";
        assertThat(init(recipe(plain, "style: none")).err()).containsPattern("SyntaxError: .*train\\.py, line 2\\)");
        assertThat(folder.resolve("trained")).doesNotExist();
    }

    @Test
    void a_program_that_fails_says_how() throws IOException {
        var printed = init(recipe(
                "import argparse, nothing_of_this_name\nargparse.ArgumentParser().parse_args()\n", "style: none"));
        assertThat(printed.err())
                .contains("it ended with 1: ModuleNotFoundError: No module named 'nothing_of_this_name'");
        assertThat(read(printed).recipe()).isEqualTo(Optional.of(folder.toString()));
    }
}
