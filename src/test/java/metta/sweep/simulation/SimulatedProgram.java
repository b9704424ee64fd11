package metta.sweep.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metta.sweep.JobDefinition;
import metta.sweep.JobType;
import metta.sweep.Launch;
import metta.sweep.Program;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.simulation.Chaos.Fault;

/// Reads what simulated jobs have put out, at most two points at a time.
record SimulatedProgram(SimulatedCluster cluster, boolean evaluates, Chaos chaos) implements Program {
    @Override
    public Map<String, Object> evaluationArgs(RunInfo run) {
        return Map.of("policy_uri", "sim://" + run.runId());
    }

    @Override
    public Launch launch(JobDefinition job) {
        return new Launch(List.of("simulated"), Map.of(), Path.of("."));
    }

    @Override
    public boolean delivered(JobDefinition job) {
        boolean decides = !evaluates || job.id().type() == JobType.LAUNCH_EVAL;
        return decides && cluster.job(job.id()).map(SimulatedJob::delivered).orElse(false);
    }

    @Override
    public Reading read(JobDefinition job, String position, boolean over) {
        if (chaos.strikes(Fault.UNREADABLE)) {
            throw new SweepException(SweepException.Exit.IO, "simulated: cannot read the metrics");
        }
        int from = position.isEmpty() ? 0 : Integer.parseInt(position);
        var output = cluster.job(job.id()).map(SimulatedJob::output).orElse(List.of());
        int to = Math.min(output.size(), from + 2);
        return to == from
                ? Reading.nothing(position)
                : new Reading(output.subList(from, to), String.valueOf(to), to < output.size());
    }
}
