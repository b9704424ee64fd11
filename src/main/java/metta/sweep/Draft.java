package metta.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One plan in the making. Each fact is folded into the view as it is decided, so that what follows sees it.
final class Draft {
    final SweepView view;
    final Instant now;
    private final List<Fact> facts = new ArrayList<>();
    private final Set<JobId> cancel = new LinkedHashSet<>();
    private final Map<JobId, JobDefinition> submit = new LinkedHashMap<>();

    Draft(SweepView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /// Says whether the fact is news.
    boolean record(Fact fact) {
        boolean news = view.fold(fact);
        if (news) {
            facts.add(fact);
            KnownFrom.fact(fact, view).ifPresent(this::record);
        }
        return news;
    }

    void decided(String subject, String decision, String reason) {
        facts.add(new Fact.Decided(subject, decision, reason, now));
    }

    void move(SweepState to, String reason) {
        if (record(new Fact.SweepMoved(to, reason, now))) {
            decided(view.sweep().sweepId(), to.name().toLowerCase(Locale.ROOT), reason);
        }
    }

    /// Says whether the job is to be started: one that is on record was started by whoever recorded it.
    boolean start(JobDefinition job) {
        boolean news = record(new Fact.RecordJob(job));
        if (news) {
            submit(job);
        }
        return news;
    }

    void submit(JobDefinition job) {
        submit.put(job.id(), job);
    }

    void cancel(JobId job) {
        submit.remove(job);
        cancel.add(job);
    }

    void submitNothing() {
        submit.clear();
    }

    void cancel(RunInfo run) {
        run.liveJobs().map(JobRecord::id).forEach(this::cancel);
    }

    Plan plan(Set<HookEvent.Kind> hooks) {
        var due = view.open().stream()
                .flatMap(run -> HookEvent.due(run, hooks).stream())
                .toList();
        return new Plan(facts, List.copyOf(cancel), List.copyOf(submit.values()), due);
    }
}
