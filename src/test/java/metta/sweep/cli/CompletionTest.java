package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepInfo;
import metta.sweep.config.StoreType;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {
    @TempDir
    private Path folder;

    private static List<String> complete(String... words) {
        var all = new ArrayList<>(List.of("complete", "--"));
        all.addAll(List.of(words));
        var captured = Captured.pipe();
        assertThat(captured.run(all.toArray(String[]::new))).as(captured.err()).isZero();
        return captured.out().lines().toList();
    }

    private void sweep(String id) {
        try (var store = Folder.at(folder).open(StoreType.SQLITE)) {
            store.fetchSweepMetadata(SweepInfo.created(id, Map.of(), Map.of(), 1, Samples.NOW));
        }
    }

    @Test
    void commands_are_completed() {
        assertThat(complete("sw")).containsExactly("sweep");
        assertThat(complete("")).contains("sweep", "doctor", "recipes").doesNotContain("complete");
        assertThat(complete("sweep", "st")).containsExactly("start", "status", "stop");
        assertThat(complete("sweep", "trial", "re")).containsExactly("retry");
        assertThat(complete("completion", "")).contains("bash", "zsh", "fish");
    }

    @Test
    void options_and_their_values_are_completed() {
        assertThat(complete("sweep", "start", "--tr")).containsExactly("--trials");
        assertThat(complete("sweep", "start", "--store", "s")).containsExactly("sqlite");
        assertThat(complete("sweep", "start", "--config", "x")).containsExactly(Completion.FILES);
        assertThat(complete("sweep", "start", "--trials", "3", "--p")).contains("--parallel", "--probe");
    }

    @Test
    void recipes_and_the_ids_of_sweeps_are_completed() {
        sweep("digits");
        sweep("arena-2");
        assertThat(complete("sweep", "start", "ar")).contains("arena");
        assertThat(complete("sweep", "status", "--dir", folder.toString(), "d")).containsExactly("digits");
        assertThat(complete("sweep", "stop", "--dir", folder.toString(), "")).contains("digits", "arena-2");
        for (var command : List.of("explain", "reproduce")) {
            assertThat(complete("sweep", command, "--dir", folder.toString(), "di"))
                    .containsExactly("digits");
        }
        assertThat(complete("sweep", "status", "--dir", folder.resolve("gone").toString(), ""))
                .isEmpty();
    }

    private List<String> here(String... words) {
        return new Completion(Main.commands(Captured.pipe().terminal), folder).of(List.of(words));
    }

    private void recipe(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("recipe.yaml"), text);
    }

    @Test
    void what_can_be_run_of_a_recipe_is_completed() throws IOException {
        recipe("mine", "train: {command: [sh]}\n");
        recipe("more", "train: {command: [sh]}\nevaluate: {command: [sh]}\n");
        recipe("mistaken", "trian: {}\n");
        assertThat(here("run", "m")).containsExactly("mine", "more.train", "more.evaluate");
        assertThat(here("run", "mine.")).containsExactly("mine.train");
        assertThat(here("run", "more.e")).containsExactly("more.evaluate");
        assertThat(here("run", "mistaken.")).isEmpty();
    }

    @Test
    void a_recipe_that_is_a_folder_is_left_to_the_shell() throws IOException {
        recipe("mine", "train: {command: [sh]}\n");
        Files.writeString(folder.resolve("other.recipe.yaml"), "train: {command: [sh]}\n");
        assertThat(here("recipes", "show", "m")).containsExactly(Completion.FILES);
        assertThat(here("recipes", "show", "o")).containsExactly("other", Completion.FILES);
    }

    @Test
    void profiles_are_completed_from_the_file_or_the_recipe() throws IOException {
        recipe("mine", "train: {command: [sh]}\nsweep: {profiles: {night: {}, day: {}}}\n");
        Files.writeString(folder.resolve("s.yaml"), "profiles: {quick: {}}\n");
        assertThat(here("sweep", "start", "mine", "--profile", "")).containsExactly("night", "day");
        assertThat(here("sweep", "start", "mine", "-c", "s.yaml", "--profile", ""))
                .containsExactly("quick");
        assertThat(here("sweep", "start", "mine", "-c", "gone.yaml", "--profile", ""))
                .isEmpty();
    }

    @Test
    void a_shell_that_is_not_known_gets_a_suggestion() {
        var captured = Captured.pipe();
        assertThat(captured.run("completion", "fihs")).isEqualTo(2);
        assertThat(captured.err()).isEqualTo("metta: no shell 'fihs' is known here; did you mean 'fish'?\n");
    }

    @Test
    void bash_completes_with_it() throws IOException, InterruptedException {
        var metta = Files.writeString(
                folder.resolve("metta"), "#!/bin/sh\nfor each; do printf '<%s>' \"$each\"; done\necho\necho :files\n");
        assertThat(metta.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("a file"), "");
        var printed = Captured.pipe();
        assertThat(printed.run("completion", "bash")).isZero();
        var script = Files.writeString(folder.resolve("completion"), printed.out());
        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '%s'; COMP_WORDS=('%s' sweep 'a '); COMP_CWORD=2; _metta; printf '%%s\\n' \"${COMPREPLY[@]}\""
                                .formatted(script, metta))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).isEqualTo("<complete><--><sweep><a >\na file\n");
        assertThat(process.waitFor()).isZero();
    }
}
