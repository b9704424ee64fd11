package metta.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whether a sweep that has ended would do anything if it were opened again.
///
/// @param courses what a sweep's configuration means
/// @param answers of the dispatcher about jobs that live
record Prospect(Function<SweepInfo, Course> courses, Map<JobId, JobState> answers, Instant now) {
    /// Why the sweep, with the configuration that it has now, would end at once; empty where something is left to do.
    Optional<String> end(SweepView view) {
        var course = courses.apply(view.sweep());
        var limits = new Limits(course.settings(), view, answers, now);
        return limits.reached().or(() -> finished(course, view, limits));
    }

    /// What makes a trial of the sweep the best, with the configuration that it has now.
    Merit merit(SweepInfo sweep) {
        return courses.apply(sweep).settings().merit();
    }

    /// What it has used up or found, so that whatever runs in it is stopped; empty where nothing is.
    Optional<String> reached(SweepView view) {
        return new Limits(courses.apply(view.sweep()).settings(), view, answers, now).reached();
    }

    /// The scheduler is asked as if there were a free slot; what it would start is not started.
    private Optional<String> finished(Course course, SweepView view, Limits limits) {
        var metadata = view.metadata(course.settings().maxTrials(), limits.affordable());
        return course.scheduler().schedule(view, metadata, 1, now).stream()
                .flatMap(
                        each -> each instanceof Decision.Finish finish ? Stream.of(limits.why(finish)) : Stream.empty())
                .findFirst();
    }
}
