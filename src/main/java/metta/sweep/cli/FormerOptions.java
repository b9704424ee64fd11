package metta.sweep.cli;

import java.util.Map;
import java.util.Optional;

/// The options of the Python original's live monitor, and what to type instead.
final class FormerOptions {
    private static final String STORE = "sweeps are read from their store, without accounts or limits; leave it out";
    private static final String ALL = "`metta sweep status SWEEP --json` has every run, the picture those that live";
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("--group", "name the sweep: `metta sweep status SWEEP --watch`"),
            Map.entry("-g", "name the sweep: `metta sweep status SWEEP --watch`"),
            Map.entry("--name-filter", ALL),
            Map.entry("--display-limit", ALL),
            Map.entry("--fetch-limit", ALL),
            Map.entry("--refresh", "`metta sweep status SWEEP --watch` looks every second"),
            Map.entry("-r", "`metta sweep status SWEEP --watch` looks every second"),
            Map.entry("--no-clear", "in a pipe `metta sweep status SWEEP --watch` prints a line for each change"),
            Map.entry("--test", "`metta sweep start RECIPE --dry-run` starts nothing"),
            Map.entry("--entity", STORE),
            Map.entry("-e", STORE),
            Map.entry("--project", STORE),
            Map.entry("-p", STORE),
            Map.entry("--max-rpm", STORE),
            Map.entry("--burst-rpm", STORE),
            Map.entry("--runs-cache-ttl-sec", STORE));

    private FormerOptions() {}

    static Optional<String> advice(String word) {
        var option = word.replaceFirst("=.*", "");
        return Optional.ofNullable(INSTEAD.get(option))
                .map(instead -> "In the Python original %s was an option; now: %s".formatted(option, instead));
    }
}
