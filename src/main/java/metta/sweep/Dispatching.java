package metta.sweep;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What iterations ask of a dispatcher. One job that is out of reach keeps nothing from the others: all that an
/// iteration wants is tried, and what failed is told afterwards.
final class Dispatching {
    private final Dispatcher dispatcher;
    private final Tenure tenure;
    private final InstantSource clock;
    private final SweepListener listener;
    private final List<SweepException> failures = new ArrayList<>();
    private final Set<JobId> failed = new HashSet<>();
    private Set<String> told = Set.of();

    Dispatching(Dispatcher dispatcher, Tenure tenure, InstantSource clock, SweepListener listener) {
        this.dispatcher = dispatcher;
        this.tenure = tenure;
        this.clock = clock;
        this.listener = listener;
    }

    /// A new iteration: nothing has failed in it.
    void begin() {
        failures.clear();
        failed.clear();
    }

    /// Those of the jobs whose answers may be believed. What has no handle may have been started by another controller,
    /// even by one whose store knew another history.
    List<JobId> believable(List<JobRecord> jobs) {
        for (var job : jobs) {
            if (job.handle().isEmpty()) {
                attempt(job.id(), () -> dispatcher.verify(job.definition()));
            }
        }
        return jobs.stream()
                .map(JobRecord::id)
                .filter(id -> !failed.contains(id))
                .toList();
    }

    void cancel(List<JobId> jobs) {
        for (var job : jobs) {
            tenure.renew();
            attempt(job, () -> dispatcher.cancel(job));
        }
    }

    /// Says of each job that was submitted under which handle.
    ///
    /// @param avoided which slots a job must not be given
    List<Fact> submit(List<JobDefinition> jobs, Function<JobId, Set<String>> avoided) {
        var handles = new ArrayList<Fact>();
        for (var job : jobs) {
            if (failed.contains(job.id())) {
                continue;
            }
            tenure.renew();
            attempt(job.id(), () -> {
                var handle = dispatcher.submit(job, avoided.apply(job.id()));
                handles.add(new Fact.JobSubmitted(job.id(), handle, clock.instant()));
            });
        }
        return handles;
    }

    private void attempt(JobId job, Runnable effect) {
        try {
            effect.run();
        } catch (SweepException e) {
            failures.add(e);
            failed.add(job);
        }
    }

    /// Whether nothing failed but what was asked of single jobs, and there are others.
    boolean othersNeedIt(Collection<JobRecord> live) {
        return !failed.isEmpty() && live.stream().anyMatch(job -> !failed.contains(job.id()));
    }

    /// Tells what was not told after the iteration before, and returns the worst: what does not pass by itself before
    /// what may.
    Optional<SweepException> worst() {
        var before = told;
        told = new HashSet<>(failures.stream().map(Dispatching::words).toList());
        failures.stream().filter(each -> !before.contains(words(each))).forEach(listener::trouble);
        return failures.stream()
                .filter(each -> !(each instanceof DispatchException))
                .findFirst()
                .or(() -> failures.stream().findFirst());
    }

    /// Whether people know of it already.
    boolean told(SweepException problem) {
        return failures.contains(problem);
    }

    private static String words(SweepException problem) {
        return String.valueOf(problem.getMessage());
    }
}
