package metta.sweep;

import java.util.Map;
import java.util.Optional;

/// The signals that end programs, by what people call them.
final class Signals {
    private static final int FIRST = 128;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(11, "SEGV"),
            Map.entry(13, "PIPE"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"));

    private Signals() {}

    /// How a program ended whose exit code, as shells give it, means a signal.
    static Optional<String> ended(int exitCode) {
        return Optional.ofNullable(NAMES.get(exitCode - FIRST))
                .map(name -> "ended by signal %s%s".formatted(name, advice(exitCode - FIRST)));
    }

    private static String advice(int signal) {
        return switch (signal) {
            case 9 -> " (somebody killed it, or the kernel for want of memory: see dmesg)";
            case 24, 25 -> " (a limit on its CPU time or file size: see ulimit -a)";
            default -> "";
        };
    }
}
