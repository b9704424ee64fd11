package metta.sweep.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The JSON Schema of sweep.yaml, with which editors complete and check it. It knows keys, kinds and
/// bounds; what values mean together, only the reader knows.
public final class ConfigSchema {
    private ConfigSchema() {}

    public static String text() {
        try (var in = ConfigSchema.class.getResourceAsStream("sweep.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
