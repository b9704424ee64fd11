package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Files that many runs share, each kept once, under the digest of what is in it.
///
/// @param folder made when it is first needed
public record Keepsakes(Path folder) {
    /// The folder in a sweep's folder.
    public static Keepsakes of(Path sweep) {
        return new Keepsakes(sweep.resolve("provenance"));
    }

    /// Keeps it and returns its name: the first half of its SHA-256 in hexadecimal digits.
    String keep(byte[] bytes) throws IOException {
        var name = digest(bytes).substring(0, 32);
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            replace(file, bytes);
        }
        return name;
    }

    /// Puts it in the place of what is there, if anything is. Nobody ever sees half of it.
    void replace(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        var unfinished = Files.createTempFile(folder, "unfinished", ".tmp");
        Files.write(unfinished, bytes);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// What was kept under that name; empty if it is not there any more.
    public Optional<byte[]> find(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// The same as text, of which nothing is there where it is not kept.
    public Optional<String> text(String name) throws IOException {
        return find(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
