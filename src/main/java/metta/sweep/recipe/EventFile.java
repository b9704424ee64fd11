package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.Comparator;

/// One of TensorBoard's event files.
///
/// @param within its path from the folder that was searched
/// @param run what TensorBoard calls the run: the sub-folder, which stands before its metrics' names; may be empty
record EventFile(Path path, String within, String run) {
    /// By names, which begin with the time of their making, wherever the files lie: a program that goes on writes a
    /// further one.
    static final Comparator<EventFile> ORDER =
            Comparator.comparing(EventFile::name).thenComparing(EventFile::within);

    private String name() {
        return String.valueOf(path.getFileName());
    }
}
