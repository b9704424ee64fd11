package metta.sweep.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Hindsight;
import metta.sweep.JobRecord;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Precedent;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.Suggestion;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.Breach;
import metta.sweep.analysis.SweepAnalysis;
import metta.sweep.provenance.Provenance;
import metta.sweep.telemetry.Story;

/// Why a run was proposed: what its optimizer knew, and what it proposes when it is asked the same once more.
///
/// @param hindsight what it knew; empty where that was not kept
/// @param asked whether it could be asked once more, by all that it knew then
/// @param again what it proposes now; empty where that is nothing
/// @param merit by which it is judged now
/// @param taught what all its seeds taught together, if it is a trial with a score
/// @param precedents what the sweep took over from earlier ones
/// @param decisions about the run, oldest first
record Explanation(
        RunInfo run,
        Optional<Hindsight> hindsight,
        boolean asked,
        Optional<Suggestion> again,
        Merit merit,
        Optional<Observation> taught,
        List<Precedent> precedents,
        List<Fact.Decided> decisions) {
    /// What became of asking again.
    enum Verdict {
        SAME,
        ANOTHER,
        /// What was known then was not kept, or not all of it.
        UNKNOWN,
        /// A replicate is proposed by nobody: it is its trial's configuration with another seed.
        REPLICATE
    }

    static Explanation of(Store store, SweepInfo sweep, RunInfo run) {
        var runs = store.fetchRuns(sweep.sweepId(), 0).runs();
        var order = Orders.recall(sweep);
        var hindsight = Hindsight.of(sweep, runs, run);
        var config = hindsight.flatMap(it -> sweep.config(it.edits()));
        boolean sure = config.isPresent() && hindsight.orElseThrow().unsure() == 0;
        return new Explanation(
                run,
                hindsight,
                sure,
                config.flatMap(it -> again(sweep, it, hindsight.orElseThrow(), run)),
                order.merit(),
                SweepAnalysis.trial(runs, run.number()).filter(_ -> run.trial()).map(SweepAnalysis.Found::taught),
                order.config().warmStart().taken(),
                store.decisionsAbout(sweep.sweepId(), run.runId()));
    }

    /// The bounds in force now that it is not known to keep.
    List<Breach> breaches() {
        return taught.stream().flatMap(each -> Breach.of(each, merit).stream()).toList();
    }

    /// The bounds in force now, with its values, if it keeps them all.
    Optional<String> kept() {
        return taught.filter(each -> !merit.constraints().isEmpty() && merit.admits(each.scores()))
                .map(each -> Bounds.kept(each, merit));
    }

    /// By the configuration that was in force then.
    private static Optional<Suggestion> again(
            SweepInfo sweep, Map<String, Object> config, Hindsight hindsight, RunInfo run) {
        var order = Orders.recall(sweep).inForce(config);
        var question = Asked.of(order, order.settings());
        return hindsight.again(question.optimizer(), question.problem(), run.number());
    }

    Verdict verdict() {
        if (!run.trial()) {
            return Verdict.REPLICATE;
        }
        boolean same = again.filter(it -> it.configuration().equals(run.configuration()))
                .isPresent();
        if (same) {
            return Verdict.SAME;
        }
        return asked ? Verdict.ANOTHER : Verdict.UNKNOWN;
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>(Trees.run(run));
        tree.put("proposed", hindsight.map(it -> {
            var known = new LinkedHashMap<String, Object>();
            known.put("first", it.first());
            known.put("count", it.count());
            known.put("observed", it.observations().size());
            known.put("pending", it.pending().size());
            known.put("edits", it.edits());
            return known;
        }));
        tree.put("learnt_from", precedents.stream().map(Explanation::tree).toList());
        tree.put("reason", Optional.ofNullable(run.summary().get("sweep/suggestion_reason")));
        tree.put("asked_again", verdict().name().toLowerCase(Locale.ROOT));
        tree.put("breaches", breaches().stream().map(Bounds::tree).toList());
        tree.put("made_of", Provenance.of(run.summary()).map(Provenance::tree));
        tree.put("attempts", run.jobs().stream().map(Explanation::tree).toList());
        tree.put("decisions", decisions.stream().map(Explanation::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Precedent precedent) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", precedent.sweepId());
        tree.put("trials", precedent.lessons().size());
        tree.put("left_out", precedent.leftOut());
        return tree;
    }

    private static Map<String, Object> tree(JobRecord job) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("job", job.id().name());
        tree.put("started_at", job.startedAt().map(Instant::toString));
        tree.put("ended_at", job.endedAt().map(Instant::toString));
        tree.put("outcome", job.outcome().map(Story::outcome));
        return tree;
    }

    private static Map<String, Object> tree(Fact.Decided decided) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("at", decided.at().toString());
        tree.put("decision", decided.decision());
        tree.put("reason", decided.reason());
        return tree;
    }
}
