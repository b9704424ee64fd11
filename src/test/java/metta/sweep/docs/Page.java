package metta.sweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation.
public record Page(Path file, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$");

    public static Page of(String file) {
        var path = Path.of(file);
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every page: those at the root, the guide and the decisions.
    static List<Page> all() {
        try (var docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"),
                            docs.map(Path::toString).filter(each -> each.endsWith(".md")))
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of the code blocks in that language; "" for those without one.
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(each -> each.group(1).equals(language))
                .map(each -> each.group(2))
                .toList();
    }

    /// The page without its code blocks.
    String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /// The rows of the table whose first column has that heading, cell by cell.
    public List<List<String>> table(String heading) {
        var rows = text.lines()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(Page::cells)
                .toList();
        assertThat(rows).as("the table of '%s' in %s", heading, file).isNotEmpty();
        return rows;
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /// What stands between the first pair of backticks.
    public static String code(String cell) {
        assertThat(cell).matches("`[^`]+`.*");
        return cell.substring(1, cell.indexOf('`', 1));
    }

    /// What follows the code at a cell's beginning and a colon.
    static String afterCode(String cell) {
        return cell.substring(cell.indexOf('`', 1) + 1).replaceFirst("^: *", "");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
