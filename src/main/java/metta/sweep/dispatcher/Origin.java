package metta.sweep.dispatcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import metta.sweep.JobDefinition;
import metta.sweep.json.Json;
import metta.sweep.json.Numbers;

/// What tells two jobs of one identity apart, as an older copy of a store may give it away twice: the hyperparameters
/// and the seed. Arguments are no part of it: they name folders, which may be moved.
final class Origin {
    private static final int DIGITS = 32;

    private Origin() {}

    /// The same for equal values, in whatever order and from whatever store.
    static String of(JobDefinition job) {
        var text = new StringBuilder("seed=").append(job.seed());
        new TreeMap<>(job.overrides())
                .forEach((name, value) -> text.append('\n')
                        .append(Json.write(name))
                        .append('=')
                        .append(value instanceof Number number ? Numbers.text(number) : Json.write(value)));
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
