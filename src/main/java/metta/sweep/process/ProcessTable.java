package metta.sweep.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The processes of this machine at one moment.
public final class ProcessTable {
    private final TreeMap<Long, ProcessStat> processes = new TreeMap<>();

    private ProcessTable() {}

    public static ProcessTable now() {
        var table = new ProcessTable();
        DirectoryStream.Filter<Path> isProcess =
                entry -> Character.isDigit(entry.getFileName().toString().charAt(0));
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), isProcess)) {
            for (var entry : entries) {
                ProcessStat.read(Long.parseLong(entry.getFileName().toString()))
                        .ifPresent(stat -> table.processes.put(stat.pid(), stat));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc: " + e.getMessage(), e);
        }
        return table;
    }

    /// The living processes of the session that `leader` founded, whether it lives or not, and all their descendants in
    /// whatever session. Empty if the leader's id belongs to another process by now: the kernel gives an id away
    /// only when no session has it any more.
    public List<ProcessStat> family(ProcessIdentity leader) {
        var present = processes.get(leader.pid());
        if (present != null && present.startTicks() != leader.startTicks()) {
            return List.of();
        }
        var members = new HashSet<Long>();
        for (var each : processes.values()) {
            if (each.session() == leader.pid() || each.pid() == leader.pid()) {
                members.add(each.pid());
            }
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var each : processes.values()) {
                grew |= members.contains(each.parent()) && members.add(each.pid());
            }
        }
        return processes.values().stream()
                .filter(each -> members.contains(each.pid()) && each.alive())
                .toList();
    }

    /// The living processes that were started with the variable at this value. Only those whose environment may be read
    /// from here: of the same user.
    public List<ProcessStat> carrying(String variable, String value) {
        var assignment = "\0" + variable + "=" + value + "\0";
        return processes.values().stream()
                .filter(each -> each.alive() && environment(each.pid()).contains(assignment))
                .toList();
    }

    /// The values that living processes were started with for the variable. Only of those whose environment may be read
    /// from here.
    public Set<String> values(String variable) {
        var start = "\0" + variable + "=";
        var values = new TreeSet<String>();
        for (var each : processes.values()) {
            var environment = each.alive() ? environment(each.pid()) : "";
            int from = environment.indexOf(start) + start.length();
            int to = environment.indexOf('\0', from);
            if (from >= start.length() && to >= 0) {
                values.add(environment.substring(from, to));
            }
        }
        return values;
    }

    private static String environment(long pid) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return "\0" + new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
