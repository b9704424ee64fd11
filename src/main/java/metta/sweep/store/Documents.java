package metta.sweep.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import metta.sweep.Amendments;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.HookMark;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobType;
import metta.sweep.Lease;
import metta.sweep.MetricSummary;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Owner;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.Undo;
import metta.sweep.json.Json;
import metta.sweep.space.Configuration;

/// Reads what [Json] wrote of the records that every look at a sweep needs. The binding of classes would do it as well,
/// but takes longer to get going than a whole look.
final class Documents {
    private Documents() {}

    static RunInfo run(String text) {
        var run = new Fields(Json.readTree(text));
        return new RunInfo(
                run.text("sweepId"),
                run.text("runId"),
                run.small("number"),
                run.smallOrZero("replicate"),
                run.flag("evaluated"),
                run.time("createdAt"),
                run.map("summary"),
                run.objects("jobs").stream().map(Documents::job).toList(),
                run.someObject("observation").map(Documents::observation),
                run.someText("stopped"),
                run.objects("past").stream().map(Documents::observation).toList(),
                run.smallOrZero("forgiven"));
    }

    static SweepInfo sweep(Fields sweep) {
        return new SweepInfo(
                sweep.text("sweepId"),
                sweep.map("config"),
                sweep.map("recipe"),
                sweep.whole("seed"),
                sweep.time("createdAt"),
                SweepState.valueOf(sweep.text("state")),
                sweep.text("reason"),
                sweep.someObject("amendments").map(Documents::amendments).orElse(Amendments.NONE));
    }

    static Amendments amendments(String text) {
        return amendments(new Fields(Json.readTree(text)));
    }

    private static Amendments amendments(Fields amendments) {
        return new Amendments(
                amendments.small("edits"),
                amendments.find("started").map(_ -> amendments.map("started")),
                amendments.someText("paused"),
                amendments.someTime("reopened"),
                amendments
                        .find("heard")
                        .map(_ -> heard(amendments.object("heard")))
                        .orElse(Map.of()),
                amendments.objects("undo").stream().map(Documents::undo).toList());
    }

    private static Undo undo(Fields undo) {
        return new Undo(undo.map("before"), undo.texts("added"));
    }

    private static Map<String, Long> heard(Fields numbers) {
        var heard = new LinkedHashMap<String, Long>();
        numbers.tree().keySet().forEach(id -> heard.put(id, numbers.whole(id)));
        return heard;
    }

    static Lease lease(Fields lease) {
        return new Lease(
                lease.whole("epoch"),
                lease.whole("beat"),
                lease.someObject("owner").map(Documents::owner),
                lease.someText("movedTo"));
    }

    static Owner owner(String text) {
        return owner(new Fields(Json.readTree(text)));
    }

    static Fact.Decided decided(String text) {
        return decided(new Fields(Json.readTree(text)));
    }

    static Fact.Decided decided(Fields decided) {
        return new Fact.Decided(
                decided.text("subject"), decided.text("decision"), decided.text("reason"), decided.time("at"));
    }

    private static Owner owner(Fields owner) {
        return new Owner(
                owner.text("host"),
                owner.text("bootId"),
                owner.someText("pidNamespace"),
                owner.whole("pid"),
                owner.time("since"));
    }

    private static JobRecord job(Fields job) {
        return new JobRecord(
                definition(job.object("definition")),
                job.someText("handle"),
                job.someTime("submittedAt"),
                job.someTime("startedAt"),
                job.someTime("endedAt"),
                job.someObject("outcome").map(Documents::outcome),
                job.text("position"),
                metrics(job.object("metrics")),
                job.objects("hooks").stream().map(Documents::hook).toList());
    }

    static JobId jobId(Fields id) {
        return new JobId(id.text("runId"), JobType.valueOf(id.text("type")), id.small("leg"), id.small("attempt"));
    }

    static JobDefinition definition(Fields job) {
        var resources = job.object("resources");
        return new JobDefinition(
                jobId(job.object("id")),
                job.text("sweepId"),
                job.text("token"),
                job.map("args"),
                job.map("overrides"),
                new Resources(resources.small("cpus"), resources.small("gpus"), resources.small("nodes")),
                job.whole("seed"),
                job.time("createdAt"));
    }

    static Map<String, MetricSummary> metrics(Fields summaries) {
        var metrics = new LinkedHashMap<String, MetricSummary>();
        summaries.tree().keySet().forEach(name -> metrics.put(name, metric(summaries.object(name))));
        return metrics;
    }

    private static MetricSummary metric(Fields metric) {
        return new MetricSummary(
                metric.real("last"),
                metric.real("min"),
                metric.real("max"),
                metric.real("sum"),
                metric.whole("count"),
                metric.whole("nonFinite"),
                metric.whole("step"));
    }

    static Outcome outcome(Fields outcome) {
        return switch (outcome.text("is")) {
            case "Succeeded" -> new Outcome.Succeeded();
            case "Failed" ->
                new Outcome.Failed(
                        FailureKind.valueOf(outcome.text("kind")),
                        outcome.find("exitCode").map(_ -> outcome.small("exitCode")),
                        outcome.text("message"));
            case "Cancelled" -> new Outcome.Cancelled(outcome.text("reason"));
            case "Lost" -> new Outcome.Lost(outcome.text("reason"));
            default ->
                throw new StoreException(
                        StoreException.Kind.BROKEN,
                        "a job ended in a way that this program does not know: " + outcome.text("is"));
        };
    }

    static HookMark hook(Fields hook) {
        return new HookMark(hook.text("event"), hook.small("tries"), hook.someText("error"));
    }

    static Observation observation(Fields observation) {
        SequencedMap<String, Double> scores = new LinkedHashMap<>();
        observation.map("scores").forEach((name, score) -> scores.put(name, Fields.real(score)));
        Map<String, Object> configuration = observation.object("configuration").map("values");
        return new Observation(
                observation.text("runId"),
                observation.small("number"),
                observation.small("version"),
                Configuration.of(configuration),
                scores,
                observation.real("cost"),
                observation.whole("fidelity"),
                observation.someText("problem"),
                observation.someText("invalidated"));
    }
}
