package metta.sweep.dispatcher;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.process.ProcessStat;
import metta.sweep.process.ProcessTable;

/// Finds the processes of an attempt: the program's session, all descendants, and whatever carries the attempt's
/// variable. The variable finds those that left the session and whose parents are gone.
final class JobProcesses {
    static final String VARIABLE = "METTA_ATTEMPT_DIR";

    private JobProcesses() {}

    /// The folders of all attempts that have a living process on this machine, whatever sweep they belong to.
    static Set<String> attempts() {
        return ProcessTable.now().values(VARIABLE);
    }

    /// The processes of the program, without the supervisor's own.
    static List<ProcessStat> ofProgram(Attempt attempt, ProcessIdentity supervisor, Machine here) {
        return ofProgram(ProcessTable.now(), attempt, supervisor, here);
    }

    private static List<ProcessStat> ofProgram(
            ProcessTable table, Attempt attempt, ProcessIdentity supervisor, Machine here) {
        var family = attempt.program(here).map(table::family).orElse(List.of());
        var carrying = table.carrying(VARIABLE, attempt.directory().toString()).stream()
                .filter(each -> each.session() != supervisor.pid());
        return Stream.concat(family.stream(), carrying).distinct().toList();
    }

    /// All of them, the supervisor's own among them.
    static List<ProcessStat> all(Attempt attempt, ProcessIdentity supervisor, Machine here) {
        var table = ProcessTable.now();
        return Stream.concat(table.family(supervisor).stream(), ofProgram(table, attempt, supervisor, here).stream())
                .distinct()
                .toList();
    }
}
