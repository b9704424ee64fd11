package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import metta.sweep.Course;
import metta.sweep.Decision;
import metta.sweep.Runs;
import metta.sweep.Scheduler;
import metta.sweep.SweepInfo;
import metta.sweep.SweepMetadata;

/// The promise that controllers go by a sweep's configuration as it was edited to: by which of them schedulers decide.
final class Following {
    private static final int NOBODY = -1;
    private int decidedBy = NOBODY;

    /// Courses whose schedulers tell when they are asked.
    Function<SweepInfo, Course> watched(Function<SweepInfo, Course> courses) {
        return sweep -> {
            var course = courses.apply(sweep);
            return new Course(
                    course.settings(),
                    new Watched(course.scheduler(), sweep.amendments().edits()));
        };
    }

    private final class Watched implements Scheduler {
        private final Scheduler scheduler;
        private final int edits;

        Watched(Scheduler scheduler, int edits) {
            this.scheduler = scheduler;
            this.edits = edits;
        }

        @Override
        public List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
            decidedBy = edits;
            return scheduler.schedule(runs, metadata, free, now);
        }

        @Override
        public boolean oneAtATime() {
            return scheduler.oneAtATime();
        }
    }

    /// An iteration begins.
    void begin() {
        decidedBy = NOBODY;
    }

    /// It has come to its end: who decided knew all edits that were there before.
    void check(SweepInfo before) {
        assertThat(decidedBy == NOBODY || decidedBy >= before.amendments().edits())
                .as("edits are followed: decided by edit %d of %s", decidedBy, before.amendments())
                .isTrue();
    }
}
