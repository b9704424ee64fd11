package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.Overview;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.config.SweepConfig;

/// Finds out what one who goes on looking at a sweep is shown besides. What it costs follows what has changed.
final class Lookout {
    private final Aim aim;
    private final String places;
    private final Pace pace = new Pace();
    private final Curves curves;
    private Optional<Known> known = Optional.empty();
    private Optional<Since> since = Optional.empty();

    /// The configuration that counts since that edit.
    private record Known(int edits, SweepConfig config) {}

    /// Since when a run is the best with that score.
    private record Since(Overview.Best best, Optional<Instant> at) {}

    /// @param places the options that say where the sweep is, see [Typed#places()]
    Lookout(Aim aim, String places) {
        this.aim = aim;
        this.places = places;
        this.curves = new Curves(aim);
    }

    /// @param table where the living are shown
    Detail detail(Store store, Sight sight, LiveTable table, Instant now) {
        var overview = sight.overview();
        var config = config(overview.sweep());
        pace.follow(store, aim.sweepId());
        return new Detail(
                overview.best().flatMap(best -> since(store, best)).map(at -> Duration.between(at, now)),
                sight.runs() ? pace.toGo(config, overview, now) : Optional.empty(),
                Spending.used(config, sight, now),
                curves.of(
                        store, overview.live().stream().limit(table.mostRows()).toList(), table.curveColumns()),
                hints(sight));
    }

    private SweepConfig config(SweepInfo sweep) {
        int edits = sweep.amendments().edits();
        if (known.filter(each -> each.edits() == edits).isEmpty()) {
            known = Optional.of(new Known(edits, Orders.recall(sweep).config()));
        }
        return known.orElseThrow().config();
    }

    /// When the last of its jobs ended. It is looked up where another is the best than was, or with another score.
    private Optional<Instant> since(Store store, Overview.Best best) {
        if (since.filter(each -> each.best().equals(best)).isEmpty()) {
            var at = store.findRun(aim.sweepId(), best.runId()).stream()
                    .flatMap(run -> run.jobs().stream())
                    .map(JobRecord::endedAt)
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo);
            since = Optional.of(new Since(best, at));
        }
        return since.flatMap(Since::at);
    }

    private List<String> hints(Sight sight) {
        var overview = sight.overview();
        boolean paused = overview.sweep().paused().isPresent();
        var commands = new ArrayList<String>();
        if (paused) {
            commands.add("resume %s");
        }
        if (overview.count(JobStatus.FAILED) > 0) {
            commands.add("analyze %s");
        }
        overview.live().stream().findFirst().ifPresent(run -> commands.add("logs %s " + run.number()));
        commands.add("status %s --why");
        if (!paused) {
            commands.add("pause %s");
        }
        commands.add("stop %s");
        return commands.stream()
                .map(each -> "metta sweep " + each.formatted(aim.sweepId()) + places)
                .toList();
    }
}
