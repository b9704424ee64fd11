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
        assertThat(complete("sweep", "status", "--dir", folder.resolve("gone").toString(), ""))
                .isEmpty();
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
