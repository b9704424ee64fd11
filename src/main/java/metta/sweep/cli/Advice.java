package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.JobRecord;
import metta.sweep.JobType;
import metta.sweep.Resources;
import metta.sweep.analysis.Sizing;
import metta.sweep.analysis.TrialTimes;
import metta.sweep.analysis.Usage;
import metta.sweep.config.Durations;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.process.Machine;
import metta.sweep.telemetry.Values;

/// What the jobs of a probe used of this machine, and what should therefore stand in sweep.yaml.
record Advice(TrialTimes times, Sizing sizing) {
    private static final double GIB = 1L << 30;

    /// One value for sweep.yaml, and why.
    private record Suggestion(String section, String key, Object value, String reason) {}

    /// The advice that a probe gives for this machine.
    ///
    /// @param asked what each of its jobs was given
    static Advice of(Probe.Probed probed, Resources asked) {
        var capacity = LocalDispatchers.detect();
        var machine = new Sizing.Machine(capacity.cpus(), capacity.gpus(), Machine.memoryBytes());
        var evaluation = Optional.of(usage(probed, JobType.LAUNCH_EVAL)).filter(usage -> usage.jobs() > 0);
        return new Advice(
                TrialTimes.of(probed.runs()),
                new Sizing(machine, asked, usage(probed, JobType.LAUNCH_TRAINING), evaluation));
    }

    private static Usage usage(Probe.Probed probed, JobType type) {
        return Usage.of(probed.runs().stream()
                .flatMap(run -> run.jobs().stream())
                .filter(job -> job.id().type() == type)
                .map(job -> job(probed, job))
                .toList());
    }

    private static Usage.Job job(Probe.Probed probed, JobRecord job) {
        return new Usage.Job(job.ran(), probed.samples().getOrDefault(job.id(), List.of()));
    }

    private List<Suggestion> suggestions() {
        var all = new ArrayList<Suggestion>();
        all.add(new Suggestion("resources", "cpus", sizing.cpusEach(), cpus()));
        all.add(new Suggestion("execution", "max_parallel_jobs", sizing.trainings(), room()));
        sizing.evaluation()
                .ifPresent(_ -> all.add(new Suggestion(
                        "execution", "max_concurrent_evals", sizing.evaluations(), "beside the trainings")));
        all.add(new Suggestion("execution", "job_timeout", Durations.words(sizing.timeout()), timeout()));
        return all;
    }

    private String cpus() {
        return "a training keeps %s CPUs busy; it was given %d"
                .formatted(number(sizing.training().cpus()), sizing.asked().cpus());
    }

    private String room() {
        var reasons = new ArrayList<String>();
        reasons.add("%d by CPUs, of which there are %d"
                .formatted(sizing.byCpus(), sizing.machine().cpus()));
        sizing.byGpus()
                .ifPresent(room -> reasons.add("%d by GPUs, of which there are %d"
                        .formatted(room, sizing.machine().gpus())));
        sizing.byMemory()
                .ifPresentOrElse(
                        room -> reasons.add("%d by memory: nine tenths of %s, a fifth more than the most for each job"
                                .formatted(room, memory(sizing.machine().memoryBytes()))),
                        () -> reasons.add("memory is not known: no training ran long enough to be measured"));
        return String.join("; ", reasons);
    }

    private String timeout() {
        return "the longest job took %s; after %d times that, another one hangs"
                .formatted(Picture.clock(sizing.longest()), Sizing.PATIENCE);
    }

    /// For people. What is suggested can be pasted into a sweep.yaml as it is.
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("Used by %s of the probe on this machine:".formatted(Values.count(times.trials(), "trial")));
        lines.add("  a trial     %s in the middle, %s at most"
                .formatted(Picture.clock(times.median()), Picture.clock(times.longest())));
        lines.add("  training    " + used(sizing.training()));
        sizing.evaluation().ifPresent(usage -> lines.add("  evaluation  " + used(usage)));
        lines.add("Suggested by that, for sweep.yaml:");
        String section = "";
        for (var each : suggestions()) {
            if (!each.section().equals(section)) {
                section = each.section();
                lines.add("  " + section + ":");
            }
            lines.add("    %s: %s  # %s".formatted(each.key(), each.value(), each.reason()));
        }
        return lines;
    }

    private static String used(Usage usage) {
        var memory = usage.measured() == 0
                ? "memory not measured: over within a second"
                : memory(usage.memoryBytes()) + " of memory at most";
        var gpu = usage.gpuBytes() == 0 ? "" : ", %s on its GPUs".formatted(memory(usage.gpuBytes()));
        return "%s CPUs busy, %s at most; %s%s".formatted(number(usage.cpus()), number(usage.mostCpus()), memory, gpu);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String memory(long bytes) {
        return bytes < GIB ? "%,d MiB".formatted(bytes >> 20) : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }

    /// For programs: what was used.
    Map<String, Object> used() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("trials", times.trials());
        tree.put("median_seconds", Trees.seconds(times.median()));
        tree.put("longest_seconds", Trees.seconds(times.longest()));
        tree.put("training", tree(sizing.training()));
        tree.put("evaluation", sizing.evaluation().map(Advice::tree));
        return tree;
    }

    private static Map<String, Object> tree(Usage usage) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("jobs", usage.jobs());
        tree.put("measured", usage.measured());
        tree.put("memory_bytes", Optional.of(usage.memoryBytes()).filter(_ -> usage.measured() > 0));
        tree.put("gpu_bytes", usage.gpuBytes());
        tree.put("cpus", usage.cpus());
        tree.put("most_cpus", usage.mostCpus());
        tree.put("longest_seconds", Trees.seconds(usage.longest()));
        return tree;
    }

    /// For programs: what is suggested, by the path of its key.
    Map<String, Object> suggested() {
        var tree = new LinkedHashMap<String, Object>();
        for (var each : suggestions()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("value", each.value());
            one.put("reason", each.reason());
            tree.put(each.section() + "." + each.key(), one);
        }
        return tree;
    }
}
