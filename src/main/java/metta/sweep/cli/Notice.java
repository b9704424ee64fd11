package metta.sweep.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Overview;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.Notify;
import metta.sweep.config.Occasion;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// Something about a sweep that people want to be told.
///
/// @param id the same each time it is told: use it to act only once
/// @param trouble what kind of it, where it is trouble
/// @param reason what there is to say of it
record Notice(String id, Occasion occasion, Optional<Trouble> trouble, String reason) {
    /// What may be wrong with a sweep.
    enum Trouble {
        /// It cannot succeed, starts nothing more, and will have failed.
        FAILING,
        /// A slot fails what others run, and gets no more work.
        SLOT_SET_ASIDE,
        /// The controller has waited for the store for long, and goes on waiting.
        STORE_AWAY,
        /// The controller has left the sweep because it cannot go on: a full disk, a store that does not come back, a
        /// bug.
        LEFT
    }

    /// What is to be told of a sweep because of its state, as it is on record. Who wants to know of no end learns from
    /// the trouble that it has failed.
    static Optional<Notice> of(SweepInfo sweep, Notify notify) {
        var notice = switch (sweep.state()) {
            case RUNNING, STOPPING -> Optional.<Notice>empty();
            case FAILING -> Optional.of(failing(sweep));
            case FINISHED, STOPPED -> Optional.of(end(sweep));
            case FAILED -> Optional.of(notify.wanted(Occasion.END) ? end(sweep) : failing(sweep));
        };
        return notice.filter(each -> notify.wanted(each.occasion()));
    }

    private static Notice failing(SweepInfo sweep) {
        return trouble(sweep, Trouble.FAILING, begun(sweep), sweep.reason());
    }

    /// A sweep ends once, and once more each time that it is opened again.
    private static Notice end(SweepInfo sweep) {
        return new Notice(
                "%s:end:%s".formatted(sweep.sweepId(), begun(sweep)), Occasion.END, Optional.empty(), sweep.reason());
    }

    private static Instant begun(SweepInfo sweep) {
        return sweep.amendments().reopened().orElse(sweep.createdAt());
    }

    static Notice of(SweepInfo sweep, Fact.Decided setAside) {
        var which = setAside.subject() + ":" + setAside.at();
        var reason = "%s is set aside: %s".formatted(setAside.subject(), setAside.reason());
        return trouble(sweep, Trouble.SLOT_SET_ASIDE, which, reason);
    }

    /// @param which tells it from others of its kind
    static Notice trouble(SweepInfo sweep, Trouble kind, Object which, String reason) {
        var id = "%s:%s:%s".formatted(sweep.sweepId(), Trees.word(kind), which);
        return new Notice(id, Occasion.TROUBLE, Optional.of(kind), reason);
    }

    /// What there is to know, as in "nobody knows that sweep x has ended".
    String news(String sweepId) {
        return trouble.map(kind -> switch (kind) {
                    case FAILING -> "that sweep %s cannot succeed";
                    case SLOT_SET_ASIDE -> "that a slot of sweep %s is set aside";
                    case STORE_AWAY -> "that the store of sweep %s does not answer";
                    case LEFT -> "that the controller has left sweep %s";
                })
                .orElse("that sweep %s has ended")
                .formatted(sweepId);
    }

    /// The same as environment variables.
    Map<String, String> environment(Overview overview) {
        var told = new LinkedHashMap<String, String>();
        told.put("METTA_EVENT_ID", Values.plain(id));
        told.put("METTA_EVENT", Trees.word(occasion));
        trouble.ifPresent(kind -> told.put("METTA_TROUBLE", Trees.word(kind)));
        told.put("METTA_SWEEP_ID", overview.sweep().sweepId());
        told.put("METTA_STATE", Trees.word(overview.sweep().state()));
        told.put("METTA_REASON", brief());
        overview.best().ifPresent(best -> {
            told.put("METTA_BEST", Json.write(best.score()));
            told.put("METTA_BEST_RUN", best.runId());
        });
        return told;
    }

    private String brief() {
        return Values.plain(Values.brief(reason));
    }

    /// The same as a JSON document.
    String document(Overview overview, Aim aim) {
        var sweep = overview.sweep();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("text", text(overview, aim));
        tree.put("event_id", id);
        tree.put("event", Trees.word(occasion));
        tree.put("trouble", trouble.map(Trees::word));
        tree.put("sweep", sweep.sweepId());
        tree.put("state", Trees.word(sweep.state()));
        tree.put("reason", reason);
        tree.put("ended", overview.ended());
        tree.put("trials", aim.trials(sweep));
        tree.put("metric", aim.metric());
        tree.put("best", overview.best().map(Notice::best));
        return Json.write(tree);
    }

    private static Map<String, Object> best(Overview.Best best) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("run", best.runId());
        tree.put("score", best.score());
        tree.put("configuration", best.configuration().values());
        return tree;
    }

    /// One sentence that says it all.
    private String text(Overview overview, Aim aim) {
        var sweep = overview.sweep();
        return Values.plain("Sweep %s %s; %d of %d trials ended%s"
                .formatted(
                        sweep.sweepId(),
                        sweep.state() == SweepState.RUNNING ? "is in trouble: " + brief() : Story.standing(sweep),
                        overview.ended(),
                        aim.trials(sweep),
                        overview.best()
                                .map(best -> ", best %s = %s in %s"
                                        .formatted(aim.metric(), Values.shorten(best.score()), best.runId()))
                                .orElse("")));
    }
}
