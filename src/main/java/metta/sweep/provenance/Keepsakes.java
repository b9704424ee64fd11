package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import metta.sweep.files.WholeFile;

/// Files that many runs share, each kept once, under the digest of what is in it.
///
/// @param folder made when it is first needed
public record Keepsakes(Path folder) {
    private static final int DIGITS = 32;

    /// The folder in a sweep's folder.
    public static Keepsakes of(Path sweep) {
        return new Keepsakes(sweep.resolve("provenance"));
    }

    /// Keeps it and returns its name: the first half of its SHA-256 in hexadecimal digits.
    String keep(byte[] bytes) throws IOException {
        var name = name(bytes);
        if (find(name).isEmpty()) {
            replace(name, bytes);
        }
        return name;
    }

    /// Puts it in the place of what is there, if anything is. Nobody ever sees half of it.
    void replace(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        WholeFile.writeToDisk(folder.resolve(name), bytes);
    }

    /// What was kept under that name; empty if it is not there any more, or is not what it was.
    public Optional<byte[]> find(String name) throws IOException {
        return read(name).filter(bytes -> name(bytes).equals(name));
    }

    /// The same as text.
    public Optional<String> text(String name) throws IOException {
        return find(name).map(Keepsakes::utf8);
    }

    /// A text that was put there under a name of its own; empty if there is none.
    Optional<String> note(String name) throws IOException {
        return read(name).map(Keepsakes::utf8);
    }

    private Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String name(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
