package metta.sweep.analysis;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.Means;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.config.Goal;

/// What a sweep has found so far: its best trials, and what went wrong how often.
///
/// @param top the best feasible trials that keep all outcome constraints, best first; those whose scores are means of
/// several seeds before all others
/// @param disqualified the feasible trials that do not
/// @param failures by signature, the most frequent first
public record SweepAnalysis(List<Found> top, Disqualified disqualified, List<Failure> failures) {
    public SweepAnalysis {
        top = List.copyOf(top);
        failures = List.copyOf(failures);
    }

    /// A trial and what it taught, all its seeds taken together.
    public record Found(RunInfo run, Observation taught) {
        /// The primary objective's value.
        public double score() {
            return taught.score().orElseThrow();
        }

        private boolean confirmed() {
            return taught.seeds() > 1;
        }
    }

    /// Jobs that failed the same way, whatever values, paths and numbers they named.
    ///
    /// @param signature of the first of them
    /// @param trials how many it happened to, their replicates included
    /// @param attempts how often it happened
    /// @param example the first of them
    /// @param message what it said, with its own numbers
    public record Failure(String signature, int trials, int attempts, String example, String message) {
        private static Failure of(JobId job, String signature, String message) {
            return new Failure(signature, 1, 1, job.name(), message);
        }

        private Failure and(boolean sameTrial) {
            return new Failure(signature, trials + (sameTrial ? 0 : 1), attempts + 1, example, message);
        }
    }

    /// The analysis of `runs` with at most `count` of the best.
    public static SweepAnalysis of(List<RunInfo> runs, Merit merit, int count) {
        var all = found(runs).toList();
        var ranked = all.stream()
                .filter(each -> merit.admits(each.taught().scores()))
                .sorted(Comparator.comparing(Found::confirmed).reversed().thenComparing(Found::taught, merit.order()))
                .limit(count)
                .toList();
        return new SweepAnalysis(ranked, Disqualified.of(all, merit), failures(runs));
    }

    /// The same where every trial may be the best.
    public static SweepAnalysis of(List<RunInfo> runs, Goal goal, int count) {
        return of(runs, new Merit(goal), count);
    }

    /// The trial of that number and what it taught, if it is feasible.
    public static Optional<Found> trial(List<RunInfo> runs, int number) {
        return found(runs).filter(each -> each.run().number() == number).findFirst();
    }

    /// All feasible trials.
    static Stream<Found> found(List<RunInfo> runs) {
        var replicates = runs.stream()
                .filter(run -> !run.trial())
                .sorted(Comparator.comparingLong(RunInfo::place))
                .collect(Collectors.groupingBy(RunInfo::number));
        return runs.stream()
                .filter(RunInfo::trial)
                .flatMap(run -> Means.taught(run, replicates.getOrDefault(run.number(), List.of())).stream()
                        .filter(Observation::feasible)
                        .map(taught -> new Found(run, taught)));
    }

    public Optional<Found> best() {
        return top.stream().findFirst();
    }

    private static List<Failure> failures(List<RunInfo> runs) {
        var alike = new LinkedHashMap<String, Failure>();
        var known = new HashSet<String>();
        for (var run : runs) {
            for (var job : run.jobs()) {
                failure(job).ifPresent(failure -> {
                    var like = Outcome.likeness(failure.signature());
                    boolean sameTrial = !known.add(run.number() + " " + like);
                    alike.merge(like, failure, (first, _) -> first.and(sameTrial));
                });
            }
        }
        return alike.values().stream()
                .sorted(Comparator.comparingInt(Failure::attempts).reversed())
                .toList();
    }

    private static Optional<Failure> failure(JobRecord job) {
        return job.outcome().flatMap(outcome -> switch (outcome) {
            case Outcome.Failed failed -> Optional.of(Failure.of(job.id(), failed.signature(), failed.message()));
            case Outcome.Lost lost -> Optional.of(Failure.of(job.id(), lost.signature(), lost.reason()));
            case Outcome.Succeeded _, Outcome.Cancelled _ -> Optional.empty();
        });
    }
}
