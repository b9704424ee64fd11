package metta.sweep.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Fact;
import metta.sweep.RunInfo;
import metta.sweep.SetAside;
import metta.sweep.Store;
import metta.sweep.SweepView;

/// How a sweep stands, with every run, as programs read it.
///
/// @param decisions the last ones, where they were asked for
record StandingTree(Order order, SweepView view, Sight sight, Optional<List<Fact.Decided>> decisions) {
    static StandingTree of(Store store, Aim aim, Folder folder, Optional<List<Fact.Decided>> decisions) {
        var changes = store.fetchRuns(aim.sweepId(), 0);
        var view = new SweepView(changes.sweep(), aim.now(changes.sweep()).merit(), Set.of());
        view.fold(changes);
        var holder = Holder.of(view.sweep(), store, folder.workspace(aim.sweepId()));
        var sight = new Sight(view.overview(), false, holder, SetAside.of(store, view.sweep()));
        return new StandingTree(Orders.recall(view.sweep()), view, sight, decisions);
    }

    Map<String, Object> at(Instant now) {
        int trials = order.config().budget().maxTrials();
        var metadata = view.metadata(trials);
        var tree = Trees.sweep(view.sweep(), order);
        tree.put("controller", sight.holder().map(Holder::tree));
        tree.put("trials", trials);
        tree.put("ended", metadata.ended());
        tree.put("counts", metadata.counts());
        tree.put("elapsed_seconds", sight.elapsed(now).map(Trees::seconds));
        tree.put("to_go_seconds", sight.toGo(trials, now).map(Trees::seconds));
        tree.put("cost", metadata.cost());
        tree.put("job_hours", Spending.hours(view.overview(), now));
        tree.put("budget", Spending.tree(order, sight, now));
        tree.put("best", view.best().map(best -> Trees.found(view.run(best.runId()), best)));
        tree.put("set_aside", sight.setAside());
        tree.put("decisions", decisions);
        tree.put("runs", runs(now));
        return tree;
    }

    /// All of them.
    List<Map<String, Object>> runs(Instant now) {
        return view.all().stream().map(run -> run(run, now)).toList();
    }

    private Map<String, Object> run(RunInfo run, Instant now) {
        var tree = Trees.run(run);
        tree.put("running", new Underway(run, order.metrics().getFirst().name()).tree(now));
        return tree;
    }
}
