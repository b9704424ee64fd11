package metta.sweep.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;

/// One file that metrics are read from, as positions name it: `2`, or `2/9a3b5c7d1e2f4a6b` where the source has many.
///
/// @param source its place in the list of sources
/// @param mark of the file's path; empty where the source is one file
record SourceFile(int source, String mark) implements Comparable<SourceFile> {
    /// What `toString` writes: two groups.
    static final String PATTERN = "(\\d{1,9})(?:/([0-9a-f]{16}))?";

    private static final Comparator<SourceFile> ORDER =
            Comparator.comparingInt(SourceFile::source).thenComparing(SourceFile::mark);

    /// The file of a source that is one file.
    static SourceFile only(int source) {
        return new SourceFile(source, "");
    }

    /// A file of a source that is a folder. However long its path is and whatever is in it, its name stays short.
    ///
    /// @param path from the folder
    static SourceFile within(int source, String path) {
        var digest = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        return new SourceFile(source, HexFormat.of().toHexDigits(digest.getMostSignificantBits()));
    }

    /// Reads what [#PATTERN] has found.
    static SourceFile parse(MatchResult found) {
        return new SourceFile(
                Integer.parseInt(found.group(1)),
                Optional.ofNullable(found.group(2)).orElse(""));
    }

    @Override
    public int compareTo(SourceFile other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return mark.isEmpty() ? Integer.toString(source) : source + "/" + mark;
    }
}
