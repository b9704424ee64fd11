package metta.sweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documentation shows can be read, and what it names is there.
final class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TEST =
            Pattern.compile("`([A-Z][A-Za-z]*(?:Test|Contract|IT))(?:\\.([a-z][a-zA-Z0-9_]*))?`");

    @TempDir
    private Path folder;

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void sweeps_and_recipes_in_the_docs_can_be_read(Page page) throws IOException {
        for (var block : page.blocks("yaml")) {
            if (Pattern.compile("(?m)^train:").matcher(block).find()) {
                Recipes.load(Files.writeString(folder.resolve("recipe.yaml"), block));
            } else {
                SweepConfigReader.parse(page.toString(), block);
            }
        }
    }

    @Test
    void there_are_sweeps_and_recipes_in_the_docs() {
        var blocks =
                pages().stream().mapToInt(page -> page.blocks("yaml").size()).sum();
        assertThat(blocks).isGreaterThanOrEqualTo(6);
        assertThat(Page.of("docs/guide/README.md").prose())
                .contains(guide().stream().map(each -> "](" + each + ")").toList());
    }

    private static List<String> guide() {
        return pages().stream()
                .map(Page::file)
                .filter(each -> each.startsWith("docs/guide"))
                .map(each -> String.valueOf(each.getFileName()))
                .filter(each -> !each.equals("README.md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_lead_somewhere(Page page) {
        var here = page.file().toAbsolutePath().getParent();
        var broken = LINK.matcher(page.prose())
                .results()
                .map(each -> each.group(1))
                .filter(each -> here == null || !Files.exists(here.resolve(each)))
                .toList();
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void tests_that_the_docs_name_exist(Page page) throws IOException {
        var missing = new ArrayList<String>();
        for (var named : TEST.matcher(page.text()).results().toList()) {
            var source = sources().stream()
                    .filter(each -> each.endsWith(named.group(1) + ".java"))
                    .findFirst();
            var text = source.isPresent() ? Files.readString(source.get()) : "";
            var method = named.group(2);
            boolean there = method == null ? !text.isEmpty() : text.contains("void " + method + "(");
            if (!there) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void the_decision_about_the_originals_behaviours_names_tests() {
        var page = Page.of("docs/decisions/0006-reference-behaviours.md");
        assertThat(TEST.matcher(page.text()).results().count()).isGreaterThan(30);
        assertThat(page.text()).doesNotContain("`…");
    }

    @Test
    void every_package_is_in_the_architecture() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/metta/sweep"))) {
            var packages = files.filter(each -> each.endsWith("package-info.java"))
                    .map(each -> each.getName(each.getNameCount() - 2).toString())
                    .map(each -> each.equals("sweep") ? "metta.sweep" : each)
                    .collect(Collectors.toSet());
            var described = Page.of("ARCHITECTURE.md").table("package").stream()
                    .map(row -> Page.code(row.getFirst()))
                    .collect(Collectors.toSet());
            assertThat(described).containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    @Test
    void messages_that_keep_a_sweep_from_starting_are_the_programs_own() throws IOException {
        var program = new StringBuilder(Files.readString(Path.of("metta")));
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                program.append(Files.readString(file));
            }
        }
        var pieces = Page.of("docs/guide/troubleshooting.md").table("message").stream()
                .flatMap(row -> Pattern.compile("['\\s]*(?:X|…)['\\s]*").splitAsStream(Page.code(row.getFirst())))
                .filter(piece -> !piece.isBlank())
                .toList();
        assertThat(pieces)
                .hasSizeGreaterThan(8)
                .allSatisfy(piece -> assertThat(program).contains(piece));
    }

    @Test
    void every_exit_code_is_in_the_readme_and_in_troubleshooting() {
        var codes = new TreeSet<>(Set.of(0));
        Arrays.stream(SweepException.Exit.values())
                .map(SweepException.Exit::code)
                .forEach(codes::add);
        codes.add(70);
        codes.add(143); // The Java virtual machine's own, after SIGTERM.
        var troubleshooting = Page.of("docs/guide/troubleshooting.md").table("exit code").stream()
                .map(row -> Integer.valueOf(Page.code(row.getFirst())))
                .toList();
        assertThat(troubleshooting).containsExactlyElementsOf(codes);
        var readme = new HashSet<Integer>();
        Pattern.compile("(?m)(?:^|· )(\\d+) ")
                .matcher(Page.of("README.md").text().replaceFirst("(?s).*## Exit codes", ""))
                .results()
                .forEach(each -> readme.add(Integer.valueOf(each.group(1))));
        assertThat(readme).containsAll(codes);
    }
}
