package metta.sweep.cli;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import metta.sweep.Command.EditSweep;
import metta.sweep.Fact;
import metta.sweep.Store;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows how a sweep stands.
@Command(
        name = "status",
        description = "Shows how a sweep stands.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  metta sweep status arena --watch", "  metta sweep status arena -o csv >runs.csv"})
final class StatusCommand implements Callable<Integer> {
    private static final int LAST = 20;
    private final Terminal terminal;
    private final Typed typed;
    private final InstantSource clock = InstantSource.system();

    @Parameters(
            arity = "0..1",
            paramLabel = "SWEEP",
            description = "Its id, or the beginning of it. Default: the newest sweep.")
    private Optional<String> sweepId = Optional.empty();

    @Option(
            names = {"-w", "--watch"},
            description = "Go on showing it until it ends.")
    private boolean watch;

    @Option(names = "--why", description = "Show the last decisions, with their reasons.")
    private boolean why;

    @Option(
            names = "--exit-status",
            description =
                    "Let the exit code say how it stands: 0 finished, 1 failed, stopped or finished without a score"
                            + " (or without a trial that keeps the outcome constraints), 75 not at its end yet.")
    private boolean exitStatus;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    StatusCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireWatchable();
        var folder = where.folder();
        var found = folder.find(sweepId, terminal::warn);
        var standing = new Standing(terminal, clock, folder);
        try (var store = found.store()) {
            var aim = Aim.recall(found.sweep());
            if (watch) {
                Supplier<String> line = () -> Json.write(tree(store, aim, folder));
                new Watch(terminal, standing, json() ? Optional.of(line) : Optional.empty(), typed.places())
                        .untilTheEnd(store, aim);
            }
            if (watch && json()) {
                terminal.out().println(Json.write(tree(store, aim, folder)));
            } else {
                output.print(terminal, report(store, aim, folder), () -> show(standing, store, aim));
            }
            return exitStatus ? standing.sight(store, aim).exit() : 0;
        }
    }

    private boolean json() {
        return output.form() == Form.JSON;
    }

    private void requireWatchable() {
        var form = output.form();
        if (watch && form != Form.TABLE && form != Form.JSON) {
            throw OutputOption.usage(
                    "-o %s does not go with --watch; use -o json, which prints a document on one line for each change"
                            .formatted(form.word()));
        }
    }

    private void show(Standing standing, Store store, Aim aim) {
        standing.show(store, aim);
        if (why) {
            why(store, aim);
        }
    }

    private Report report(Store store, Aim aim, Folder folder) {
        return new Report(
                "run",
                () -> tree(store, aim, folder),
                () -> standingTree(store, aim, folder).runs(clock.instant()));
    }

    private StandingTree standingTree(Store store, Aim aim, Folder folder) {
        Optional<List<Fact.Decided>> decisions = why ? Optional.of(decisions(store, aim)) : Optional.empty();
        return StandingTree.of(store, aim, folder, decisions);
    }

    private Map<String, Object> tree(Store store, Aim aim, Folder folder) {
        return standingTree(store, aim, folder).at(clock.instant());
    }

    private static List<Fact.Decided> decisions(Store store, Aim aim) {
        return store.decisions(aim.sweepId(), LAST);
    }

    private void why(Store store, Aim aim) {
        if (store.decisions(aim.sweepId(), LAST + 1).size() > LAST) {
            terminal.out()
                    .println(
                            "Decisions before the last %d are left out; metta sweep explain %s TRIAL%s has those of a trial"
                                    .formatted(LAST, aim.sweepId(), typed.places()));
        }
        decisions(store, aim)
                .forEach(each -> terminal.out()
                        .println(Values.plain("%s  %s  %s: %s"
                                .formatted(
                                        each.at().truncatedTo(ChronoUnit.SECONDS),
                                        each.subject(),
                                        each.decision(),
                                        Values.brief(each.reason())))));
        store.fetchRuns(aim.sweepId(), Long.MAX_VALUE)
                .inbox()
                .forEach(each -> terminal.out()
                        .println(Values.plain("%s  %s  waits to be done: %s"
                                .formatted(
                                        each.at().truncatedTo(ChronoUnit.SECONDS),
                                        each.command().subject(aim.sweepId()),
                                        waits(each)))));
    }

    private static String waits(metta.sweep.Command.Queued queued) {
        var command = queued.command();
        var changes = command instanceof EditSweep edit ? " " + Json.write(edit.changes()) : "";
        return "%s%s; %s".formatted(command.word(), changes, command.asked());
    }
}
