package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import metta.sweep.JobId;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.json.JsonNumbers;
import metta.sweep.telemetry.Reasons;

/// The file that `METTA_RESULT_FILE` names, in the job's own folder. A program writes it once, as its last act, so a
/// whole one says that the work was done. Result files of the program's own say nothing of the kind: many are
/// written again and again.
///
/// Half a JSON object is never a JSON object, so what a crash cut off is not taken for whole.
record Deliverable(Workspace workspace, JobId job) {
    static final int LARGEST = 1 << 20;

    /// Whether it is there and has all the metrics that are wanted.
    boolean holds(Set<String> wanted) {
        Path file = workspace.result(job);
        try {
            return !wanted.isEmpty()
                    && Presence.ofFile(file)
                    && Files.size(file) <= LARGEST
                    && JsonNumbers.of(Files.readString(file))
                            .filter(numbers -> numbers.keySet().containsAll(wanted))
                            .isPresent();
        } catch (MalformedInputException _) {
            // No text, so no result.
            return false;
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "cannot read the result in %s: %s".formatted(file, Reasons.of(e)), e);
        }
    }
}
