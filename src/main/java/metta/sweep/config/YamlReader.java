package metta.sweep.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/// Reads a YAML 1.2 or JSON file strictly, and reports everything that is wrong with it at once.
///
/// ```java
/// Server server = YamlReader.read(file, root -> {
///     YamlMap map = root.map();
///     String host = map.require("host").flatMap(YamlNode::text).orElse("");
///     long port = map.find("port").flatMap(node -> node.whole(1, 65535)).orElse(80L);
///     map.rejectUnknownKeys();
///     return new Server(host, port);
/// });
/// ```
///
/// Accessors never throw: what does not fit is noted with its position, and the accessor answers with nothing, so that
/// the reading goes on to the next problem. When the function returns and anything was noted, its result is dropped
/// and [InvalidConfigException] is thrown.
///
/// Plain (unquoted) scalars mean what they mean in JSON: `12`, `1e-3`, `1.0e+3`, `true`, `null` (also `~` and nothing);
/// `.5`, `5.` and `+5` are numbers too. Everything else is text: `yes`, `no`, `010`, `0x10`, `1_000`, `12:30`, dates.
public final class YamlReader {
    private YamlReader() {}

    /// Reads a file.
    ///
    /// @throws InvalidConfigException if it is missing, unreadable, malformed or does not fit
    public static <T> T read(Path file, Function<YamlNode, T> reading) {
        return parse(file.toString(), text(file), reading);
    }

    /// Reads a text.
    ///
    /// @param source what problems call it
    /// @throws InvalidConfigException if it is malformed or does not fit
    public static <T> T parse(String source, String text, Function<YamlNode, T> reading) {
        var problems = new Problems(source);
        RawNode root = YamlParser.parse(source, text, problems);
        T result = reading.apply(new YamlNode(root, "", problems));
        problems.throwIfAny();
        return result;
    }

    /// What an unquoted word means by itself, as a parameter's value: Long, Double, Boolean or String. Empty for
    /// `null`, and for a number that no `long` or `double` can hold.
    public static Optional<Object> word(String word) {
        return Plain.of(new RawNode.Scalar(Position.START, word, true)).toValue();
    }

    private static String text(Path file) {
        var problems = new Problems(file.toString());
        try {
            if (Files.size(file) > 4L * YamlParser.LONGEST) {
                throw problems.unreadable("the file is too large");
            }
            return decode(Files.readAllBytes(file), problems);
        } catch (NoSuchFileException e) {
            throw problems.unreadable("there is no such file" + meant(file));
        } catch (AccessDeniedException e) {
            throw problems.unreadable("the file may not be read (permission denied)");
        } catch (IOException e) {
            throw problems.unreadable(
                    Files.isDirectory(file) ? "this is a directory, not a file" : "cannot be read: " + e.getMessage());
        }
    }

    /// The end of a message about a file that is not there: one beside it, where that was probably meant.
    private static String meant(Path file) {
        var folder = file.resolveSibling("").toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.newDirectoryStream(folder, "*.{yaml,yml,json}")) {
            var names = new ArrayList<String>();
            files.forEach(each -> names.add(String.valueOf(each.getFileName())));
            names.sort(Comparator.naturalOrder());
            return Spelling.guess(String.valueOf(file.getFileName()), names)
                    .map(name -> "; did you mean '%s'?".formatted(file.resolveSibling(name)))
                    .orElse("");
        } catch (IOException | DirectoryIteratorException _) {
            return ""; // It was a guess.
        }
    }

    private static String decode(byte[] bytes, Problems problems) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw problems.fatal(
                    Position.after(out.flip().toString()),
                    "not valid UTF-8: byte 0x%02X; save the file as UTF-8".formatted(bytes[in.position()] & 0xFF));
        }
        return out.flip().toString();
    }
}
