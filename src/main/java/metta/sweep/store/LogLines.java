package metta.sweep.store;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.StoreException;
import metta.sweep.json.Json;

/// Reads the lines of a change log that come by the thousand. As with [Documents], the binding of classes would do it
/// as well, and takes longer to get going; it reads what comes seldom.
final class LogLines {
    private LogLines() {}

    /// @throws Json.InvalidJsonException if the text is none that this program knows
    static ChangeLine read(String text) {
        var line = new Fields(Json.readTree(text));
        try {
            return entry(line.object("entry"))
                    .map(entry -> new ChangeLine(line.whole("revision"), line.whole("epoch"), entry))
                    .orElseGet(() -> Json.read(text, ChangeLine.class));
        } catch (StoreException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Json.read(text, ChangeLine.class); // Which says what in it is unknown.
        }
    }

    /// Facts as everybody will read them when they have been written.
    static Entry.Recorded readBack(List<Fact> facts) {
        var text = Json.write(new Entry.Recorded(facts));
        return recorded(new Fields(Json.readTree(text))).orElseGet(() -> Json.read(text, Entry.Recorded.class));
    }

    private static Optional<Entry> entry(Fields entry) {
        return switch (entry.text("is")) {
            case "Recorded" -> recorded(entry).map(Entry.class::cast);
            case "Reported" -> Optional.of(reported(entry));
            case "ReportedAll" ->
                Optional.of(new Entry.ReportedAll(entry.objects("reports").stream()
                        .map(LogLines::reported)
                        .toList()));
            case "LeaseMoved" -> Optional.of(new Entry.LeaseMoved(Documents.lease(entry.object("lease"))));
            default -> Optional.empty();
        };
    }

    private static Entry.Reported reported(Fields report) {
        return new Entry.Reported(
                Documents.jobId(report.object("job")),
                report.text("position"),
                Documents.metrics(report.object("metrics")),
                report.whole("pointsEnd"));
    }

    /// Empty if one of the facts is seldom.
    private static Optional<Entry.Recorded> recorded(Fields entry) {
        var facts = entry.objects("facts").stream().map(LogLines::fact).toList();
        return facts.stream().allMatch(Optional::isPresent)
                ? Optional.of(new Entry.Recorded(
                        facts.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    /// Empty if it is seldom.
    static Optional<Fact> fact(Fields fact) {
        return switch (fact.text("is")) {
            case "InitRun" -> Optional.of(init(fact));
            case "UpdateRunSummary" ->
                Optional.of(new Fact.UpdateRunSummary(fact.text("runId"), fact.map("changes"), fact.map("expected")));
            case "RecordJob" -> Optional.of(new Fact.RecordJob(Documents.definition(fact.object("definition"))));
            case "JobSubmitted" ->
                Optional.of(new Fact.JobSubmitted(
                        Documents.jobId(fact.object("job")), fact.text("handle"), fact.time("at")));
            case "JobStarted" -> Optional.of(new Fact.JobStarted(Documents.jobId(fact.object("job")), fact.time("at")));
            case "JobEnded" ->
                Optional.of(new Fact.JobEnded(
                        Documents.jobId(fact.object("job")),
                        Documents.outcome(fact.object("outcome")),
                        fact.time("at")));
            case "HookMarked" ->
                Optional.of(
                        new Fact.HookMarked(Documents.jobId(fact.object("job")), Documents.hook(fact.object("mark"))));
            case "Observed" ->
                Optional.of(new Fact.Observed(fact.text("runId"), Documents.observation(fact.object("observation"))));
            case "Decided" -> Optional.of(Documents.decided(fact));
            default -> Optional.empty();
        };
    }

    private static Fact.InitRun init(Fields init) {
        return new Fact.InitRun(
                init.text("runId"),
                init.small("number"),
                init.smallOrZero("replicate"),
                init.flag("evaluated"),
                init.map("summary"),
                init.time("at"));
    }
}
