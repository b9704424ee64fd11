package metta.sweep.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import metta.sweep.Piece;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;

/// What the pieces of a sweep come to: how many there are of what, and a checksum over all of them. Two stores that
/// hold the same have the same fingerprint.
public final class Fingerprint implements Consumer<Piece> {
    private final MessageDigest digest = sha256();
    private long runs;
    private long points;
    private long decisions;
    private long commands;

    /// The fingerprint, as it is written down.
    ///
    /// @param commands those that wait
    /// @param sha256 in hexadecimal digits
    public record Print(long runs, long points, long decisions, long commands, String sha256) {
        /// The numbers, for people.
        public String words() {
            return String.join(
                    ", ",
                    Values.count(runs, "run"),
                    Values.count(points, "metric point"),
                    Values.count(decisions, "decision"),
                    Values.count(commands, "waiting command"));
        }
    }

    @Override
    public void accept(Piece piece) {
        accept(piece, Json.write(piece));
    }

    /// The same, where the piece was written already.
    void accept(Piece piece, String line) {
        switch (piece) {
            case Piece.Head _ -> {}
            case Piece.Run _ -> runs++;
            case Piece.Points some -> points += some.points().size();
            case Piece.Decision _ -> decisions++;
            case Piece.Waiting _ -> commands++;
        }
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /// What has been taken so far; nothing can be added afterwards.
    public Print print() {
        return new Print(runs, points, decisions, commands, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
