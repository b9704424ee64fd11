package metta.sweep.cli;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.Command;
import metta.sweep.Store;

/// Commands on their way into a sweep's inbox. They are put there once there is somebody to obey them: a controller
/// that may hold the sweep, or this process as soon as it holds it. What waits there already, because somebody gave up
/// waiting for it, is not asked for twice, unless other things were asked of the same since.
final class Message {
    private final Terminal terminal;
    private final InstantSource clock;
    private final Store store;
    private final String sweepId;
    private final List<Command> commands;
    private final Map<Long, Command> sent = new LinkedHashMap<>();

    Message(Terminal terminal, InstantSource clock, Store store, String sweepId, List<Command> commands) {
        this.terminal = terminal;
        this.clock = clock;
        this.store = store;
        this.sweepId = sweepId;
        this.commands = commands;
    }

    /// The commands by their numbers in the inbox; none before [#send].
    Map<Long, Command> sent() {
        return sent;
    }

    /// Sends them, unless they are sent.
    void send() {
        if (sent.isEmpty()) {
            var waiting = inbox();
            commands.forEach(each -> sent.put(number(each, waiting), each));
        }
    }

    private long number(Command command, List<Command.Queued> waiting) {
        var same = waiting.stream()
                .filter(each -> each.command().subject(sweepId).equals(command.subject(sweepId)))
                .reduce((_, later) -> later)
                .filter(last -> last.command().equals(command));
        same.ifPresent(each ->
                terminal.warn("the same was asked of %s at %s and waits to be done; it is not asked twice"
                        .formatted(sweepId, each.at().truncatedTo(ChronoUnit.SECONDS))));
        return same.map(Command.Queued::number)
                .orElseGet(() -> store.send(sweepId, Request.newId(), command, clock.instant()));
    }

    /// Whether anything is still to be sent, or to be done.
    boolean waits() {
        return sent.isEmpty()
                ? !commands.isEmpty()
                : inbox().stream().anyMatch(each -> sent.containsKey(each.number()));
    }

    private List<Command.Queued> inbox() {
        return store.fetchRuns(sweepId, Long.MAX_VALUE).inbox();
    }
}
