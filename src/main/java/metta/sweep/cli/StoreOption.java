package metta.sweep.cli;

import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import picocli.CommandLine.Option;

/// Which store is meant: an option that all commands share.
final class StoreOption {
    static final String VARIABLE = "METTA_STORE";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where facts are kept: sqlite or file in the folder of sweeps, or "
                    + "postgresql://USER@HOST/DATABASE. Default: $METTA_STORE, else as the sweep's file says.")
    private Optional<String> store = Optional.empty();

    /// What the command line says, or else the environment.
    Optional<StorePlace> place() {
        return store.isPresent() ? store.map(each -> parse("--store", each)) : standard(System.getenv());
    }

    /// What the command line says, as a description says it: without a password.
    /// What is wrong with it is yet to be found.
    Optional<String> described() {
        return store.map(PostgresAddress::withoutSecrets);
    }

    /// Where the environment says that sweeps are kept, in the same words.
    static Optional<String> usual() {
        return standard(System.getenv()).map(StorePlace::word);
    }

    static Optional<StorePlace> standard(Map<String, String> environment) {
        var text = environment.getOrDefault(VARIABLE, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(VARIABLE, text));
    }

    /// @param source what the text is the value of
    static StorePlace parse(String source, String text) {
        try {
            return StorePlace.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SweepException(SweepException.Exit.USAGE, source + ": " + e.getMessage(), e);
        }
    }
}
