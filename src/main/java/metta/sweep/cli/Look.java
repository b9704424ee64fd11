package metta.sweep.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// `metta sweep status [SWEEP] [--dir FOLDER]`, understood without the library that understands command lines: people
/// ask for it again and again, and setting that library up takes longer than the look.
///
/// @param sweepId the sweep's id or the beginning of it; the newest sweep's where it is absent
record Look(Optional<String> sweepId, Path folder) {
    private static final String DIR = "--dir";

    /// The look that `args` ask for; empty where they ask for anything else, or for more.
    static Optional<Look> asked(String... args) {
        if (args.length < 2 || !args[0].equals("sweep") || !args[1].equals("status")) {
            return Optional.empty();
        }
        Optional<String> sweepId = Optional.empty();
        Optional<Path> folder = Optional.empty();
        for (int i = 2; i < args.length; i++) {
            boolean isFolder = args[i].equals(DIR) && i + 1 < args.length && folder.isEmpty();
            if (isFolder && plain(args[i + 1])) {
                i++;
                folder = Optional.of(Path.of(args[i]));
            } else if (plain(args[i]) && sweepId.isEmpty()) {
                sweepId = Optional.of(args[i]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Look(sweepId, folder.orElseGet(FolderOption::standard)));
    }

    /// Neither an option, nor a file of arguments, nor quoted.
    private static boolean plain(String arg) {
        return !arg.isBlank() && "-@\"'".indexOf(arg.charAt(0)) < 0;
    }

    int at(Terminal terminal) {
        try {
            var place = Folder.at(folder);
            var found = place.in(StoreOption.standard(System.getenv())).find(sweepId, terminal::warn);
            try (var store = found.store()) {
                new Standing(terminal, InstantSource.system(), place).show(store, Aim.recall(found.sweep()));
            }
            return 0;
        } catch (RuntimeException e) {
            return Failures.tell(terminal, e, false);
        }
    }
}
