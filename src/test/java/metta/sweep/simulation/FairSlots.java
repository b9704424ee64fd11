package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;

/// The promises about nodes that fail whatever they get.
final class FairSlots {
    private final World world;
    private Set<String> asideBefore = Set.of();

    /// Before the last step, or after it.
    private Set<String> asideLately = Set.of();

    private Set<JobId> liveBefore = Set.of();

    FairSlots(World world) {
        this.world = world;
    }

    /// What is begun while nodes are set aside finds a place on another one. What is over needs none, though perhaps
    /// nobody was able to read how it ended; nor what was on a host that is gone for good.
    void check(List<RunInfo> runs) {
        if (world.setup.nodes() == 0) {
            return;
        }
        var aside = aside();
        var live = runs.stream()
                .flatMap(RunInfo::liveJobs)
                .map(JobRecord::id)
                .filter(job -> world.cluster.job(job).stream().allMatch(SimulatedJob::alive))
                .collect(Collectors.toSet());
        if (aside.equals(asideBefore) && !liveBefore.containsAll(live)) {
            assertThat(live)
                    .as("fair-slot: jobs that need a node which is not set aside")
                    .filteredOn(job -> !aside.contains(world.cluster.place(job)))
                    .hasSizeLessThanOrEqualTo(world.setup.nodes() - aside.size());
        }
        asideLately = new HashSet<>(aside);
        asideLately.addAll(asideBefore);
        asideBefore = aside;
        liveBefore = live;
    }

    /// By what is on record.
    private Set<String> aside() {
        var aside = new HashSet<String>();
        for (var decided : world.truth.decisions(World.SWEEP, Set.of("set aside", "used again"))) {
            if (decided.decision().equals("set aside")) {
                aside.add(decided.subject());
            } else {
                aside.remove(decided.subject());
            }
        }
        return aside;
    }

    /// What a node does to all that it gets is not held against a run that has just failed, where another node could
    /// have told.
    void secondOpinion(RunInfo run) {
        var last = run.jobs().getLast();
        boolean byItsNode = last.outcome()
                .filter(it ->
                        it instanceof Outcome.Failed failed && failed.exitCode().equals(Optional.of(1)))
                .isPresent();
        var tried = run.jobs().stream()
                .filter(job -> job.id().type() == last.id().type())
                .map(job -> world.cluster.place(job.id()))
                .filter(node -> !node.isEmpty())
                .toList();
        boolean nowhereElse = tried.stream().allMatch(world.cluster::fails);
        boolean couldTell =
                world.cluster.slots().stream().anyMatch(node -> !tried.contains(node) && !asideLately.contains(node));
        assertThat(byItsNode && nowhereElse && couldTell)
                .as("fair-slot: %s failed only where everything fails", run.runId())
                .isFalse();
    }

    /// With nothing worse than a node that fails whatever it gets, every run comes out as its program would have it,
    /// and the node is left alone.
    void checkHealthy(List<RunInfo> runs) {
        for (var run : runs) {
            boolean well = SimulatedTask.exitCode(run.runId(), true) == 0
                    && !(world.setup.evaluated() && SimulatedTask.silent(run.runId()));
            assertThat(run.status())
                    .as("fair-slot: %s", run.runId())
                    .isEqualTo(well ? JobStatus.COMPLETED : JobStatus.FAILED);
        }
        assertThat(world.cluster.jobs().keySet())
                .filteredOn(job -> world.cluster.fails(world.cluster.place(job)))
                .as("fair-slot: jobs on the node that fails what others run")
                .hasSizeLessThanOrEqualTo(24);
        assertThat(world.truth.decisions(World.SWEEP, 1_000))
                .as("fair-slot: what is set aside is on record, once")
                .filteredOn(decided -> decided.decision().equals("set aside"))
                .extracting(Fact.Decided::subject)
                .containsExactly("node 1");
    }
}
