package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job as the store knows it: what was intended, and what has become of it.
///
/// @param handle the dispatcher's name for it, once it was submitted
/// @param position how far its output has been read; the dispatcher's side gives it meaning
/// @param metrics by name, in order of first appearance
public record JobRecord(
        JobDefinition definition,
        Optional<String> handle,
        Optional<Instant> submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Outcome> outcome,
        String position,
        Map<String, MetricSummary> metrics,
        List<HookMark> hooks) {
    public JobRecord {
        metrics = Ordered.copy(metrics);
        hooks = List.copyOf(hooks);
    }

    public static JobRecord intended(JobDefinition definition) {
        return new JobRecord(
                definition,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                List.of());
    }

    public JobId id() {
        return definition.id();
    }

    public boolean live() {
        return outcome.isEmpty();
    }

    public boolean succeeded() {
        return outcome.map(Outcome::succeeded).orElse(false);
    }

    /// For how long it ran; zero until it has ended, and for one that never started.
    public Duration ran() {
        boolean known = startedAt.isPresent() && endedAt.isPresent();
        var time = known ? Duration.between(startedAt.get(), endedAt.get()) : Duration.ZERO;
        return time.isNegative() ? Duration.ZERO : time;
    }

    JobRecord submitted(String newHandle, Instant at) {
        return handle.isPresent()
                ? this
                : new JobRecord(
                        definition,
                        Optional.of(newHandle),
                        Optional.of(at),
                        startedAt,
                        endedAt,
                        outcome,
                        position,
                        metrics,
                        hooks);
    }

    JobRecord started(Instant at) {
        return startedAt.isPresent() || !live()
                ? this
                : new JobRecord(
                        definition, handle, submittedAt, Optional.of(at), endedAt, outcome, position, metrics, hooks);
    }

    JobRecord ended(Outcome how, Instant at) {
        return live()
                ? new JobRecord(
                        definition,
                        handle,
                        submittedAt,
                        startedAt,
                        Optional.of(at),
                        Optional.of(how),
                        position,
                        metrics,
                        hooks)
                : this;
    }

    JobRecord marked(HookMark mark) {
        if (hooks.contains(mark)) {
            return this;
        }
        var others = hooks.stream()
                .filter(each -> !each.event().equals(mark.event()))
                .toList();
        var all = new ArrayList<>(others);
        all.add(mark);
        return new JobRecord(
                definition, handle, submittedAt, startedAt, endedAt, outcome, position, metrics, List.copyOf(all));
    }

    JobRecord reported(String to, List<MetricPoint> points) {
        var merged = new LinkedHashMap<>(metrics);
        for (var point : points) {
            merged.merge(point.name(), MetricSummary.of(point), (old, _) -> old.plus(point));
        }
        return new JobRecord(definition, handle, submittedAt, startedAt, endedAt, outcome, to, merged, hooks);
    }
}
