package metta.sweep.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.JobType;
import metta.sweep.RunInfo;

/// What a sweep will take, by what runs have taken before: many sweeps are played through, each of whose trials takes
/// as long as a run drawn from those before (the bootstrap; Efron, Annals of Statistics 7, 1979).
///
/// @param trials that end before a limit of time or hours is reached
/// @param hours on the clock
/// @param jobHours of all jobs together
public record Forecast(Range trials, Range hours, Range jobHours) {
    private static final int MOST_DRAWS = 1_000;

    /// Of thousands of trials the sum hardly varies, so that a few sweeps tell as much as many.
    private static final int FEWEST_DRAWS = 100;

    /// How many trials are played through in about a second.
    private static final int WORK = 500_000;

    private static final double HOUR = Duration.ofHours(1).toMillis();

    /// So much or less in one of ten sweeps, in half of them, in nine of ten.
    public record Range(double p10, double p50, double p90) {
        private static Range of(List<Course> courses, ToDoubleFunction<Course> figure) {
            var sorted = courses.stream().mapToDouble(figure).sorted().toArray();
            return new Range(sorted[sorted.length / 10], sorted[sorted.length / 2], sorted[sorted.length * 9 / 10]);
        }

        /// The same in another unit.
        public Range times(double factor) {
            return new Range(p10 * factor, p50 * factor, p90 * factor);
        }
    }

    /// What one run took, in hours, all its attempts included.
    public record Sample(double training, double evaluation) {
        double total() {
            return training + evaluation;
        }
    }

    /// What is still to be done.
    ///
    /// @param slots trainings at once
    /// @param evals evaluations at once
    /// @param hours that are left on the clock; infinite where there is no limit
    /// @param jobHours that are left for all jobs together; likewise
    /// @param before what ended trials of the sweep have taken, by which it reckons what others need
    public record Plan(int trials, int slots, int evals, double hours, double jobHours, List<Sample> before) {
        public Plan {
            before = List.copyOf(before);
        }
    }

    /// One sweep played through.
    record Course(int trials, double hours, double jobHours) {}

    /// What runs have taken that have ended by themselves.
    public static List<Sample> samples(Collection<RunInfo> runs) {
        return runs.stream()
                .filter(run -> run.status() == JobStatus.COMPLETED || run.status() == JobStatus.FAILED)
                .map(run -> new Sample(hours(run, JobType.LAUNCH_TRAINING), hours(run, JobType.LAUNCH_EVAL)))
                .toList();
    }

    private static double hours(RunInfo run, JobType type) {
        return run.jobs().stream()
                        .filter(job -> job.id().type() == type)
                        .map(JobRecord::ran)
                        .mapToLong(Duration::toMillis)
                        .sum()
                / HOUR;
    }

    /// Plays many sweeps through.
    ///
    /// @param samples at least one
    public static Forecast of(List<Sample> samples, Plan plan, RandomGenerator random) {
        var courses = new ArrayList<Course>();
        int draws = Math.clamp(WORK / Math.max(1, plan.trials()), FEWEST_DRAWS, MOST_DRAWS);
        for (int i = 0; i < draws; i++) {
            courses.add(new Play(plan).play(() -> samples.get(random.nextInt(samples.size()))));
        }
        return new Forecast(
                Range.of(courses, Course::trials),
                Range.of(courses, Course::hours),
                Range.of(courses, Course::jobHours));
    }
}
