package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher on machines that lack something: one clear line each.
final class LauncherIT {
    @TempDir
    private Path folder;

    private Path bin;

    /// A machine that has ordinary commands, but neither Java nor Maven.
    @BeforeEach
    void setUp() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (var command : List.of(
                "readlink",
                "mkdir",
                "find",
                "flock",
                "stat",
                "sort",
                "cmp",
                "mktemp",
                "cp",
                "rm",
                "chmod",
                "ln",
                "mv",
                "cat",
                "tail")) {
            executable(bin.resolve(command), "#!/bin/sh\nPATH=/usr/bin:/bin\nexec %s \"$@\"\n".formatted(command));
        }
        Files.createDirectory(folder.resolve("jdks"));
        Files.copy(Path.of("metta"), folder.resolve("metta"));
    }

    private Metta.Result launch(Map<String, String> more) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(folder.resolve("metta").toString(), "--version")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("METTA_JDKS", folder.resolve("jdks").toString());
        builder.environment().putAll(more);
        return new Metta.Result(builder.start().waitFor(), Metta.read(out), Metta.read(err));
    }

    @Test
    void without_a_jdk_25_one_line_says_what_to_install() throws Exception {
        var result = launch(Map.of());
        assertThat(result.exitCode()).isEqualTo(69);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("metta: no JDK 25 found; install one (")
                .contains("openjdk-25-jdk", "METTA_JAVA_HOME")
                .matches(text -> text.lines().count() == 1, "one line");
    }

    @Test
    void an_older_jdk_or_one_without_a_compiler_is_none() throws Exception {
        jdk("old", "17.0.12", true);
        jdk("runtime", "25.0.1", false);
        assertThat(launch(Map.of("JAVA_HOME", folder.resolve("jdks/old").toString()))
                        .exitCode())
                .isEqualTo(69);
    }

    @Test
    void a_jdk_that_was_named_and_is_none_is_said_to_be_none() throws Exception {
        jdk("new", "25.0.1", true);
        jdk("old", "17.0.12", true);
        for (var named : List.of("old", "absent")) {
            var home = folder.resolve("jdks").resolve(named).toString();
            var result = launch(Map.of("METTA_JAVA_HOME", home + "/"));
            assertThat(result.exitCode()).isEqualTo(69);
            assertThat(result.err())
                    .isEqualTo("metta: METTA_JAVA_HOME=%s is no JDK of version 25 or later\n".formatted(home));
        }
    }

    @Test
    void with_a_jdk_but_without_maven_one_line_says_what_to_install() throws Exception {
        jdk("new", "25.0.1", true);
        var result = launch(Map.of());
        assertThat(result.exitCode()).isEqualTo(69);
        assertThat(result.err())
                .startsWith("metta: Maven is needed to build once; install it (")
                .matches(text -> text.lines().count() == 1, "one line");
    }

    /// A JDK and a Maven that are just enough to see what was built: the one source's text becomes the jar's, and
    /// that the version that is told. While it builds, Maven puts the file `late` in the place of the source.
    private Map<String, String> builders() throws IOException {
        jdk("new", "25.0.1", true);
        executable(folder.resolve("jdks/new/bin/java"), """
                #!/bin/sh
                case "$*" in *Preparation*) for last do :; done; cat "$last/metta.jar" >"$last/version" ;; esac
                """);
        executable(folder.resolve("mvn"), """
                #!/bin/sh
                mkdir -p target/lib target/classes
                cat src/main/*.java >target/metta.jar
                [ ! -e late ] || mv late src/main/A.java
                """);
        Files.createDirectories(folder.resolve("src/main"));
        Files.writeString(folder.resolve("pom.xml"), "");
        return Map.of("METTA_MAVEN", folder.resolve("mvn").toString());
    }

    private Path source(String name, String text, long millis) throws IOException {
        var file = Files.writeString(folder.resolve("src/main").resolve(name), text);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    private void assertRuns(String built, boolean builds, Map<String, String> builders) throws Exception {
        var result = launch(builders);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(built);
        assertThat(result.err().contains("metta: building with")).isEqualTo(builds);
    }

    @Test
    void it_builds_again_whenever_a_source_is_another_than_what_was_built() throws Exception {
        var builders = builders();
        source("A.java", "one\n", 1_000_000);
        assertRuns("one\n", true, builders);
        assertRuns("one\n", false, builders);
        source("A.java", "an older one\n", 500_000);
        assertRuns("an older one\n", true, builders);
        var more = source("B.java", "and more\n", 400_000);
        assertRuns("an older one\nand more\n", true, builders);
        Files.delete(more);
        assertRuns("an older one\n", true, builders);
        assertRuns("an older one\n", false, builders);
    }

    @Test
    void what_was_built_serves_other_users_too() throws Exception {
        var builders = builders();
        source("A.java", "one\n", 1_000_000);
        assertRuns("one\n", true, builders);
        var built = folder.resolve(".build/current").toRealPath();
        assertThat(Files.getPosixFilePermissions(built))
                .contains(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
    }

    @Test
    void what_changed_during_a_build_is_built_the_next_time() throws Exception {
        var builders = builders();
        source("A.java", "one\n", 1_000_000);
        Files.writeString(folder.resolve("late"), "two\n");
        assertRuns("one\n", true, builders);
        assertRuns("two\n", true, builders);
        assertRuns("two\n", false, builders);
    }

    private void jdk(String name, String version, boolean compiler) throws IOException {
        var home = folder.resolve("jdks").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        for (var command : compiler ? List.of("java", "javac") : List.of("java")) {
            executable(home.resolve("bin").resolve(command), "");
        }
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
