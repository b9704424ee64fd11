package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A git repository of a test.
public record GitFolder(Path root) {
    public static GitFolder in(Path root) throws IOException, InterruptedException {
        Files.createDirectories(root);
        var folder = new GitFolder(root);
        folder.git("init", "--quiet");
        return folder;
    }

    public Path write(String name, String content) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    public void commitAll() throws IOException, InterruptedException {
        git("add", "--all");
        git("-c", "user.name=ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", "work");
    }

    public String git(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("git", "-C", root.toString()));
        all.addAll(List.of(words));
        var process = new ProcessBuilder(all).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
