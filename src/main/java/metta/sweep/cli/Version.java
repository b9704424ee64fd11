package metta.sweep.cli;

import java.util.Optional;

/// Which version this is.
final class Version {
    private Version() {}

    static String line() {
        var version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return "metta " + version.orElse("(not built as a jar)");
    }
}
