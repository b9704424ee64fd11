package metta.sweep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import metta.sweep.SweepException;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;

/// Looks at what sweeps need here, and at what they may use.
record Examination(Map<String, String> environment, Folder folder) {
    private static final long LITTLE_SPACE = 1L << 30;
    private static final long LONGEST_SECONDS = 20;

    enum State {
        OK,
        /// Not there, and not needed unless somebody wants it.
        ABSENT,
        /// Sweeps will fail because of it.
        WRONG
    }

    /// @param words what was found, and what to do about it
    record Finding(String what, State state, String words) {}

    List<Finding> findings() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.add(
                new Finding("java", State.OK, "%s (%s)".formatted(Runtime.version(), System.getProperty("java.home"))));
        findings.add(machine());
        findings.add(supervisor());
        findings.add(space());
        findings.addAll(stores());
        findings.add(python());
        findings.add(
                version("git", State.ABSENT, "a run's record will not say which commit it ran", "git", "--version"));
        findings.add(version(
                "slurm",
                State.ABSENT,
                "jobs run on this machine; this version starts none on Slurm",
                "sinfo",
                "--version"));
        findings.add(version(
                "sky",
                State.ABSENT,
                "jobs run on this machine; this version starts none through SkyPilot",
                "sky",
                "--version"));
        findings.add(wandb());
        return findings;
    }

    private Finding machine() {
        try {
            var has = LocalDispatchers.detect();
            return new Finding(
                    "machine", State.OK, Values.count(has.cpus(), "CPU") + ", " + Values.count(has.gpus(), "GPU"));
        } catch (SweepException e) {
            return new Finding("machine", State.WRONG, String.valueOf(e.getMessage()));
        }
    }

    /// Every job is watched by a small program that outlives the controller.
    private Finding supervisor() throws InterruptedException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return new Finding("jobs", State.WRONG, "there is no /proc: jobs can be run on Linux alone");
        }
        return version("jobs", State.WRONG, "jobs cannot be started; install util-linux", "setsid", "--version");
    }

    private Finding space() {
        var there = folder.path();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            return new Finding(
                    "disk", State.WRONG, "%s cannot be written; choose another folder with --dir".formatted(there));
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            var words = "%.1f GiB free for %s".formatted(free / (double) (1L << 30), folder.path());
            return free < LITTLE_SPACE
                    ? new Finding("disk", State.WRONG, words + "; make room, or choose another folder with --dir")
                    : new Finding("disk", State.OK, words);
        } catch (IOException e) {
            return new Finding("disk", State.WRONG, "%s: %s".formatted(there, Reasons.of(e)));
        }
    }

    private List<Finding> stores() {
        var places = folder.stores();
        if (places.isEmpty()) {
            return List.of(new Finding(
                    "store", State.OK, "none yet in %s; the first sweep makes one".formatted(folder.path())));
        }
        return places.stream()
                .map(place -> {
                    var unreadable = new ArrayList<String>();
                    try (var store = folder.open(place)) {
                        var sweeps = store.sweeps((sweep, why) -> unreadable.add(sweep + ": " + why.getMessage()));
                        return unreadable.isEmpty()
                                ? new Finding(
                                        "store",
                                        State.OK,
                                        "%s, %s".formatted(place.word(), Values.count(sweeps.size(), "sweep")))
                                : new Finding(
                                        "store",
                                        State.WRONG,
                                        "%s: %s".formatted(place.word(), String.join("; ", unreadable)));
                    } catch (SweepException e) {
                        return new Finding("store", State.WRONG, "%s: %s".formatted(place.word(), e.getMessage()));
                    }
                })
                .toList();
    }

    private String pythonName() {
        var named = environment.getOrDefault("METTA_PYTHON", "");
        return named.isBlank() ? "python3" : named;
    }

    private Finding python() throws InterruptedException {
        boolean named = !environment.getOrDefault("METTA_PYTHON", "").isBlank();
        return version(
                "python",
                named ? State.WRONG : State.ABSENT,
                named
                        ? "METTA_PYTHON names it for ${python} in recipes"
                        : "recipes that say ${python} need one; METTA_PYTHON names another",
                pythonName(),
                "--version");
    }

    private Finding wandb() throws InterruptedException {
        var answer = answer(pythonName(), "-c", "import wandb; print('wandb', wandb.__version__)");
        boolean key = !environment.getOrDefault("WANDB_API_KEY", "").isBlank();
        return answer.there() && answer.well()
                ? new Finding(
                        "wandb", State.OK, answer.words() + (key ? ", WANDB_API_KEY is set" : ", no WANDB_API_KEY"))
                : new Finding(
                        "wandb",
                        State.ABSENT,
                        "%s has no package wandb; only programs that log to it themselves need it"
                                .formatted(pythonName()));
    }

    /// @param without what its absence means
    private static Finding version(String what, State absent, String without, String... command)
            throws InterruptedException {
        var answer = answer(command);
        if (!answer.there()) {
            return new Finding(what, absent, "no `%s` here: %s".formatted(command[0], without));
        }
        return answer.well()
                ? new Finding(what, State.OK, answer.words())
                : new Finding(
                        what, absent, "`%s` does not work: %s".formatted(String.join(" ", command), answer.words()));
    }

    /// What a program said when it was asked something.
    ///
    /// @param words its first line, or why there is none
    private record Answer(boolean there, boolean well, String words) {}

    private static Answer answer(String... command) throws InterruptedException {
        try {
            var out = Files.createTempFile("metta-doctor", ".txt");
            try {
                var process = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Answer(true, false, "no answer within %d seconds".formatted(LONGEST_SECONDS));
                }
                var text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8).strip();
                var first = text.lines().findFirst().orElse("");
                int exit = process.exitValue();
                return new Answer(true, exit == 0, exit == 0 ? first : "it ended with %d: %s".formatted(exit, first));
            } finally {
                Files.delete(out);
            }
        } catch (IOException _) {
            return new Answer(false, false, ""); // It is not there.
        }
    }
}
