package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

final class SpendingTest {
    private static Overview overview(Map<String, Object> budget) {
        var config = Map.<String, Object>of(
                "budget", budget, "prices", Map.of("node", 1L, "gpu", 2L), "resources", Map.of("cpus", 2L, "gpus", 1L));
        var sweep = SweepInfo.created(Samples.SWEEP, config, Map.of(), 1, NOW);
        var run = RunInfo.created(Samples.SWEEP, Samples.init(1))
                .apply(new Fact.RecordJob(training(1)))
                .apply(new Fact.JobStarted(training(1).id(), NOW));
        return new Overview(sweep, Map.of(), Optional.empty(), 0, Duration.ofHours(1), List.of(run));
    }

    @Test
    void what_ended_and_what_runs_is_counted_against_each_limit() {
        var all = Map.<String, Object>of("cpu_hours", 10L, "gpu_hours", 4L, "money", 25.5);
        assertThat(Spending.line(overview(all), NOW.plusSeconds(1800)))
                .contains("spent 3.00 of 10.0 CPU-hours, 1.50 of 4.0 GPU-hours, 4.50 of 25.5 in money");
    }

    @Test
    void without_such_a_limit_nothing_is_said() {
        assertThat(Spending.line(overview(Map.of("max_trials", 3L)), NOW)).isEmpty();
    }
}
