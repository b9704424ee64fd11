package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.JobType;
import metta.sweep.simulation.Chaos.Fault;

/// A back-end on virtual time. Submissions take a while to arrive, sometimes until long after their controller has
/// died; the one that arrives takes the claim of its job's identity, or ends quietly where that is taken. Starts are
/// counted apart from claims, so that what starts without one shows.
final class SimulatedCluster implements Dispatcher {
    private final Map<JobId, SimulatedJob> jobs = new LinkedHashMap<>();
    private final Set<JobId> claims = new HashSet<>();
    private final Map<JobId, Integer> starts = new HashMap<>();
    private final List<Submission> onTheirWay = new ArrayList<>();
    private final Chaos chaos;
    private final Authority authority;
    private final History history;
    private final List<String> nodes;
    private final Map<JobId, String> places = new HashMap<>();
    private final Set<JobId> askedToEnd = new HashSet<>();
    private boolean firstNodeFails;
    private Instant now;

    /// A submission that has left its controller.
    private record Submission(JobDefinition job, Instant arrives, Set<String> avoided) {}

    SimulatedCluster(Chaos chaos, Authority authority, Instant now, History history, int nodes) {
        this.nodes =
                IntStream.rangeClosed(1, nodes).mapToObj(each -> "node " + each).toList();
        this.history = history;
        this.chaos = chaos;
        this.authority = authority;
        this.now = now;
    }

    @Override
    public String submit(JobDefinition job) {
        return submit(job, Set.of());
    }

    @Override
    public String submit(JobDefinition job, Set<String> avoided) {
        authority.assertMayAct();
        disturb();
        history.tell("  submitted:", job.id());
        boolean late = chaos.strikes(Fault.LATE_SUBMISSION);
        var delay = Duration.ofSeconds(chaos.random("delay of " + job.id()).nextInt(late ? 600 : 3));
        onTheirWay.add(new Submission(job, now.plus(delay), avoided));
        if (chaos.strikes(Fault.DISPATCH_ANSWER_LOST)) {
            throw new DispatchException("simulated: submitted, but the answer was lost");
        }
        disturb();
        return "handle-" + job.id();
    }

    @Override
    public Map<JobId, JobState> poll(Collection<JobId> ids) {
        disturb();
        var answers = new LinkedHashMap<JobId, JobState>();
        for (var id : ids) {
            answers.put(
                    id,
                    chaos.strikes(Fault.UNREACHABLE)
                            ? new JobState.Unreachable("simulated")
                            : job(id).map(SimulatedJob::state).orElse(new JobState.NotKnown()));
        }
        return answers;
    }

    @Override
    public void cancel(JobId id) {
        authority.assertMayAct();
        askedToEnd.add(id);
        disturb();
        if (job(id).map(SimulatedJob::beyondReach).orElse(false)) {
            throw new DispatchException("simulated: the host of " + id + " is gone for good");
        }
        history.tell("  cancelled:", id);
        if (claims.add(id)) {
            jobs.put(id, SimulatedJob.neverStarted(now));
        }
        job(id).ifPresent(job -> job.cancel(now, !authority.outOfTime()));
        disturb();
    }

    private void disturb() {
        authority.betweenEffects();
        if (chaos.strikes(Fault.CRASH)) {
            throw new ControllerCrash();
        }
        if (chaos.strikes(Fault.DISPATCH_ERROR)) {
            throw new DispatchException("simulated: not reachable");
        }
    }

    /// Lets time pass: submissions arrive, jobs go on, and some of them come to harm.
    void advanceTo(Instant later) {
        now = later;
        if (nodes.size() > 1 && !firstNodeFails) {
            firstNodeFails = chaos.strikes(Fault.NODE_FAILS);
        }
        for (var submission : List.copyOf(onTheirWay)) {
            var id = submission.job().id();
            boolean due = !submission.arrives().isAfter(now);
            if (due && claims.contains(id)) {
                onTheirWay.remove(submission);
            } else if (due && hasRoom(submission)) {
                onTheirWay.remove(submission);
                start(submission);
            }
        }
        jobs.values().forEach(job -> job.advance(now, chaos));
    }

    private void start(Submission submission) {
        var id = submission.job().id();
        claims.add(id);
        starts.merge(id, 1, Integer::sum);
        var node = nodes.isEmpty() ? "" : free(submission.avoided()).getFirst();
        places.put(id, node);
        history.tell("  starts:", id, node);
        jobs.put(id, SimulatedJob.started(submission.job(), now, chaos, () -> fails(node)));
        assertOneLife(id);
    }

    /// Whether whatever runs there fails.
    boolean fails(String node) {
        return firstNodeFails && node.equals(nodes.getFirst());
    }

    private boolean hasRoom(Submission submission) {
        return nodes.isEmpty() || !free(submission.avoided()).isEmpty();
    }

    private List<String> free(Set<String> avoided) {
        var free = new ArrayList<>(nodes);
        free.removeAll(avoided);
        jobs.forEach((id, job) -> {
            if (job.alive()) {
                free.remove(places.get(id));
            }
        });
        return free;
    }

    /// Where the job was started; empty where it never was, or there are no nodes.
    String place(JobId job) {
        return places.getOrDefault(job, "");
    }

    @Override
    public List<String> slots() {
        return nodes;
    }

    @Override
    public Map<JobId, List<String>> slots(Collection<JobId> ids) {
        disturb();
        var known = new LinkedHashMap<JobId, List<String>>();
        ids.stream().filter(id -> !place(id).isEmpty()).forEach(id -> known.put(id, List.of(place(id))));
        return known;
    }

    private void assertOneLife(JobId started) {
        var alive = jobs.entrySet().stream()
                .filter(each -> each.getValue().alive())
                .map(Map.Entry::getKey)
                .filter(each -> each.runId().equals(started.runId()) && each.leg() == started.leg())
                .toList();
        assertThat(alive).as("one-life: attempts of one leg alive together").hasSize(1);
    }

    /// The jobs that somebody tried to end since this was asked last.
    Set<JobId> askedToEnd() {
        var asked = Set.copyOf(askedToEnd);
        askedToEnd.clear();
        return asked;
    }

    /// How often each job's program was started.
    Map<JobId, Integer> starts() {
        return starts;
    }

    long alive(JobType type) {
        return jobs.entrySet().stream()
                .filter(each -> each.getKey().type() == type && each.getValue().alive())
                .count();
    }

    boolean anythingAlive() {
        return jobs.values().stream().anyMatch(SimulatedJob::alive);
    }

    Map<JobId, SimulatedJob> jobs() {
        return jobs;
    }

    Optional<SimulatedJob> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public List<String> logs(JobId job, int lines) {
        return List.of();
    }

    @Override
    public Capacity capacity() {
        return new Capacity(1_000, nodes.size());
    }

    @Override
    public List<ResourceSample> resources(JobId job) {
        return List.of();
    }

    @Override
    public void close() {}
}
