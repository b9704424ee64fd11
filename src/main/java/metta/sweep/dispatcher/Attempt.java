package metta.sweep.dispatcher;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.telemetry.Reasons;

/// The files of one attempt, as the head of `supervisor.sh` describes them.
record Attempt(Path directory) {
    private static final Pattern CPU_TIME = Pattern.compile("(\\d+)m(\\d+)[.,](\\d+)s (\\d+)m(\\d+)[.,](\\d+)s");

    /// How the program ended, once that is published.
    Optional<Ending> ending() {
        var exit = directory.resolve("exit");
        return fields(exit).filter(fields -> fields.containsKey("code")).map(fields -> {
            boolean cancelled = "cancel".equals(fields.get("by"));
            return new Ending(
                    Integer.parseInt(fields.get("code")),
                    cancelled,
                    "full".equals(fields.get("disk")),
                    "full".equals(fields.get("memory")),
                    modified(exit),
                    cpuSeconds(fields.getOrDefault("", "")));
        });
    }

    Optional<Claim> claim() {
        var claim = directory.resolve("claim");
        return fields(claim).map(fields -> switch (fields.getOrDefault("by", "")) {
            case "supervisor" -> new Claim.Supervised(identity(fields, machine(fields)), modified(claim));
            case "cancel" -> new Claim.Withdrawn(modified(claim));
            default -> new Claim.Unreadable();
        });
    }

    /// The program itself, from just before it starts.
    Optional<ProcessIdentity> program(Machine machine) {
        return fields(directory.resolve("program"))
                .filter(fields -> fields.containsKey("pid"))
                .map(fields -> identity(fields, machine));
    }

    /// When its files last told that it lived.
    Instant lastSign() {
        return Stream.of("claim", "program", "samples.jsonl", "stdout.log", "stderr.log")
                .map(directory::resolve)
                .filter(Files::exists)
                .map(Attempt::modified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /// When the running job was asked to end.
    Optional<Instant> cancelRequest() {
        return fields(directory.resolve("cancel"))
                .filter(fields -> fields.containsKey("at"))
                .map(fields -> Instant.parse(fields.get("at")));
    }

    /// What belongs to the attempt by its claim, or by a submission that may still take it.
    Optional<Slots> slots() throws IOException {
        var claim = fields(directory.resolve("claim"));
        if (claim.isPresent()) {
            return claim.map(Slots::parse);
        }
        try (var submissions = Files.newDirectoryStream(directory, "submission.*")) {
            for (var each : submissions) {
                var fields = fields(each).filter(text -> text.containsKey("gpus"));
                if (fields.isPresent()) {
                    return fields.map(Slots::parse);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether somebody decided about the attempt already.
    boolean decided() {
        return Files.exists(directory.resolve("claim")) || Files.exists(directory.resolve("exit"));
    }

    /// What the attempt was started from, where its claim says so.
    Optional<String> origin() {
        return fields(directory.resolve("claim")).flatMap(fields -> Optional.ofNullable(fields.get("origin")));
    }

    /// The name of a new submission, which a supervisor can make the claim.
    Path submission(Slots slots, String origin) throws IOException {
        return draft("submission.", slots.format() + "origin=" + origin + "\n");
    }

    /// Takes the claim so that no program starts. Returns whether that came in time.
    boolean withdraw(Instant now) throws IOException {
        return publish("claim", "by=cancel\nat=" + now + "\n");
    }

    /// Makes the request to end durable. The first request stands.
    void requestEnd(Instant now) throws IOException {
        publish("cancel", "at=" + now + "\n");
    }

    /// The file appears complete or not at all, and only if there is none.
    private boolean publish(String name, String content) throws IOException {
        var draft = draft("draft.", content);
        try {
            Files.createLink(directory.resolve(name), draft);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.delete(draft);
        }
    }

    /// A new file under a name that nobody else uses, readable by whoever may read the folder.
    private Path draft(String prefix, String content) throws IOException {
        for (int number = 1; ; number++) {
            try {
                var name = prefix + ProcessHandle.current().pid() + "." + number;
                return Files.writeString(directory.resolve(name), content, CREATE_NEW, WRITE);
            } catch (FileAlreadyExistsException _) {
                // Another submission's; the next number, then.
            }
        }
    }

    /// The lines of a file, if it is there; of lines without a key the last, under "". Without its last newline it is
    /// unfinished and has none.
    private static Optional<Map<String, String>> fields(Path file) {
        try {
            var text = Files.readString(file);
            var fields = new LinkedHashMap<String, String>();
            if (text.endsWith("\n")) {
                for (var line : text.lines().toList()) {
                    int equals = line.indexOf('=');
                    fields.put(equals < 0 ? "" : line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return Optional.of(fields);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reasons.of(e), e);
        }
    }

    private static ProcessIdentity identity(Map<String, String> fields, Machine machine) {
        return new ProcessIdentity(
                Long.parseLong(fields.getOrDefault("pid", "0")),
                Long.parseLong(fields.getOrDefault("startTicks", "0")),
                machine);
    }

    private static Machine machine(Map<String, String> fields) {
        return new Machine(
                fields.getOrDefault("host", ""),
                fields.getOrDefault("bootId", ""),
                fields.getOrDefault("pidNamespace", ""),
                fields.getOrDefault("machineId", ""));
    }

    private static double cpuSeconds(String times) {
        var found = CPU_TIME.matcher(times);
        return found.matches()
                ? seconds(found.group(1), found.group(2), found.group(3))
                        .add(seconds(found.group(4), found.group(5), found.group(6)))
                        .doubleValue()
                : 0;
    }

    private static BigDecimal seconds(String minutes, String whole, String fraction) {
        return new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)).add(new BigDecimal(whole + "." + fraction));
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the time of " + file + ": " + Reasons.of(e), e);
        }
    }
}
