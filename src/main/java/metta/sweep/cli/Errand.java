package metta.sweep.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.config.Edit;
import metta.sweep.store.StoreWatch;
import metta.sweep.telemetry.Values;

/// Sees that what somebody asks of a sweep is done: by the controller that runs it or, where there is none, by this
/// process, which then is one for a moment.
record Errand(Terminal terminal, InstantSource clock) {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MANY_DECISIONS = 1_000;

    /// Edits the sweep once it is told what that comes to, and returns the process's exit code.
    int edit(Request request, Map<String, Object> changes) throws InterruptedException {
        return run(request, sweep -> {
            var what = Edit.of(sweep.config(), changes).what();
            terminal.out().println("%s: %s".formatted(sweep.sweepId(), what));
            return List.of(new Command.EditSweep(changes, Request.self(), request.reason()));
        });
    }

    /// Runs it, and returns the process's exit code.
    ///
    /// @param asked the commands, given the sweep as it is
    int run(Request request, Function<SweepInfo, List<Command>> asked) throws InterruptedException {
        var found = request.find(terminal);
        try (var plain = found.store();
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            var sweepId = found.sweep().sweepId();
            var numbers = new ArrayList<Long>();
            for (var command : asked.apply(found.sweep())) {
                numbers.add(store.send(sweepId, Request.newId(), command, clock.instant()));
            }
            var held = seeItDone(request.folder(), plain, found.sweep(), numbers);
            int refused = tell(store, sweepId, numbers);
            var now = store.findSweep(sweepId).orElse(found.sweep());
            if (held.isEmpty() && !now.state().ended()) {
                Holder.of(now, store, request.folder().workspace(sweepId))
                        .ifPresent(holder -> terminal.err().println(holder.words()));
            }
            return refused == 0 ? 0 : SweepException.Exit.NOT_ALLOWED.code();
        }
    }

    /// Returns the controller that was left to do it, if any.
    private Optional<HeldException> seeItDone(Folder folder, Store store, SweepInfo sweep, List<Long> numbers)
            throws InterruptedException {
        var bell = new Bell();
        Optional<HeldException> held = Optional.empty();
        for (var waited = Duration.ZERO; waits(store, sweep.sweepId(), numbers); waited = waited.plus(EVERY)) {
            try {
                new SweepOrchestratorTool(folder, store, clock).obey(Orders.recall(sweep), SweepListener.NONE);
                // What waits still, waits for a controller that looks after the jobs.
                return Optional.empty();
            } catch (HeldException e) {
                if (waited.compareTo(LONGEST) > 0) {
                    throw new SweepException(
                            SweepException.Exit.TRY_AGAIN,
                            "it is asked for, but not done yet: %s".formatted(e.getMessage()),
                            e);
                }
                held = Optional.of(e);
                bell.await(EVERY);
            }
        }
        return held;
    }

    private static boolean waits(Store store, String sweepId, List<Long> numbers) {
        return store.fetchRuns(sweepId, Long.MAX_VALUE).inbox().stream()
                .anyMatch(each -> numbers.contains(each.number()));
    }

    /// Tells what came of each, and returns how many were refused.
    private int tell(Store store, String sweepId, List<Long> numbers) {
        var decisions = store.decisions(sweepId, MANY_DECISIONS);
        int refused = 0;
        for (var number : numbers) {
            var answer = decisions.stream()
                    .filter(each -> each.decision().startsWith("command %d: ".formatted(number)))
                    .findFirst();
            if (answer.isEmpty()) {
                terminal.out().println("%s: noted; it is done when the sweep goes on".formatted(sweepId));
            }
            boolean no =
                    answer.filter(each -> each.decision().contains(": refused")).isPresent();
            refused += no ? 1 : 0;
            answer.ifPresent(each -> (no ? terminal.err() : terminal.out()).println(Values.plain(line(each, no))));
        }
        return refused;
    }

    /// Whoever asked need not be told so.
    private static String unsigned(String reason) {
        int asked = reason.indexOf("; asked by " + Request.self());
        return asked < 0 ? reason : reason.substring(0, asked);
    }

    private static String line(Fact.Decided answer, boolean no) {
        var what = answer.decision().substring(answer.decision().indexOf(": ") + 2);
        return "%s: %s: %s".formatted(answer.subject(), what, no ? unsigned(answer.reason()) : "done");
    }
}
