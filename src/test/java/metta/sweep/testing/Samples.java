package metta.sweep.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Owner;
import metta.sweep.Report;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.space.Configuration;

/// Records for tests, with everything in them that is hard to keep: order, numbers, quotes, other scripts.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");
    public static final String SWEEP = "s";

    private Samples() {}

    public static SweepInfo sweep(String sweepId) {
        return SweepInfo.created(sweepId, Map.of("name", sweepId), Map.of(), 42, NOW);
    }

    public static Owner owner(long pid) {
        return new Owner("host", "boot", Optional.of("pid:[1]"), pid, NOW);
    }

    public static Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("trainer.optimizer.learning_rate", 1.0e-10);
        values.put("batch", 1L << 40);
        values.put("act", "re\"lu\n'\u2603../$(touch x)");
        values.put("flag", true);
        return values;
    }

    public static Fact.InitRun init(int number) {
        return init(SWEEP, number);
    }

    public static Fact.InitRun init(String sweepId, int number) {
        return new Fact.InitRun(RunInfo.id(sweepId, number), number, true, Map.of(RunInfo.SUGGESTION, values()), NOW);
    }

    public static Fact.InitRun replicate(int number, int replicate) {
        return new Fact.InitRun(
                RunInfo.id(SWEEP, number, replicate),
                number,
                replicate,
                true,
                Map.of(RunInfo.SUGGESTION, values()),
                NOW);
    }

    /// The training of a replicate.
    public static JobDefinition replica(int number, int replicate) {
        return job(JobId.training(RunInfo.id(SWEEP, number, replicate)));
    }

    public static JobDefinition training(int number) {
        return job(JobId.training(RunInfo.id(SWEEP, number)));
    }

    public static JobDefinition job(JobId id) {
        return new JobDefinition(
                id, SWEEP, "token-" + id.name(), Map.of("run", id.runId()), values(), Resources.DEFAULT, 7, NOW);
    }

    public static Report report(JobDefinition job, String from, String to, MetricPoint... points) {
        return new Report(job.id(), job.token(), from, to, List.of(points));
    }

    public static Observation observation(int number, double score) {
        return observation(number, 0, score);
    }

    public static Observation observation(int number, int replicate, double score) {
        return new Observation(
                RunInfo.id(SWEEP, number, replicate),
                number,
                1,
                Configuration.of(values()),
                Map.of("score", score),
                1.5,
                100,
                Optional.empty(),
                Optional.empty());
    }

    public static Observation scoreless(int number, String problem) {
        return new Observation(
                RunInfo.id(SWEEP, number),
                number,
                1,
                Configuration.of(values()),
                Map.of(),
                1.5,
                100,
                Optional.of(problem),
                Optional.empty());
    }
}
