package metta.sweep.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Launch;
import metta.sweep.MetricPoint;
import metta.sweep.Program;
import metta.sweep.RunInfo;

/// A program whose jobs report what the test says.
///
/// @param evaluates whether an evaluation follows each training
public record ScriptedProgram(boolean evaluates, Map<JobId, List<MetricPoint>> output, Set<JobId> published)
        implements Program {
    /// How many points one reading has at most.
    public static final int PIECE = 10;

    public ScriptedProgram(boolean evaluates) {
        this(evaluates, new HashMap<>(), new HashSet<>());
    }

    /// The job puts out one more point.
    public void put(JobId job, String metric, long step, double value) {
        output.computeIfAbsent(job, _ -> new ArrayList<>()).add(new MetricPoint(metric, step, value));
    }

    @Override
    public Map<String, Object> evaluationArgs(RunInfo run) {
        return Map.of("policy_uri", "scripted://" + run.runId());
    }

    @Override
    public Launch launch(JobDefinition job) {
        return new Launch(List.of("scripted"), Map.of(), Path.of("."));
    }

    @Override
    public boolean delivered(JobDefinition job) {
        return published.contains(job.id());
    }

    @Override
    public Reading read(JobDefinition job, String position, boolean over) {
        int from = position.isEmpty() ? 0 : Integer.parseInt(position);
        var all = output.getOrDefault(job.id(), List.of());
        int to = Math.min(from + PIECE, all.size());
        return from == all.size()
                ? Reading.nothing(position)
                : new Reading(all.subList(from, to), String.valueOf(to), to < all.size());
    }
}
