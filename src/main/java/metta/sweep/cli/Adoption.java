package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import metta.sweep.Fact;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.JobType;
import metta.sweep.Outcome;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.Workspace;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Reasons;

/// Brings a snapshot up to what lies on the disk: runs that were started after it was taken are put on record as they
/// are, from the parameters that their jobs were given. What became of their jobs is for the controller to find out,
/// as it does for any job that it did not start itself; attempts that it would not have made by itself, because a
/// person asked for them, are named to it. So no program is started twice, and no run takes the results of another
/// configuration for its own.
final class Adoption {
    private static final String TRIED_AGAIN = "it was tried again after the snapshot";
    private static final String GONE = "it was gone when the sweep was restored";
    private final Workspace workspace;
    private final Order order;
    private final Remains remains;
    private final Instant now;
    private final Set<Long> known = new HashSet<>();
    private final List<JobId> gone = new ArrayList<>();
    private final List<RunInfo> adopted = new ArrayList<>();
    /// Runs that had ended when the snapshot was taken, and were tried again since.
    private final Set<String> triedAgain = new HashSet<>();

    private Adoption(Workspace workspace, Order order, Instant now) {
        this.workspace = workspace;
        this.order = order;
        this.remains = Remains.in(workspace, order.sweepId());
        this.now = now;
    }

    /// Compares the pieces with the disk.
    ///
    /// @throws SweepException if there are runs on the disk that cannot be put on record
    static Adoption of(Workspace workspace, Order order, Iterable<Piece> pieces, Instant now) {
        var adoption = new Adoption(workspace, order, now);
        var sweep = Optional.<SweepInfo>empty();
        for (var piece : pieces) {
            if (piece instanceof Piece.Head head) {
                sweep = Optional.of(head.sweep());
            } else if (piece instanceof Piece.Run(var run)) {
                adoption.known.add(run.place());
                run.liveJobs().filter(adoption::isGone).map(JobRecord::id).forEach(adoption.gone::add);
                if (adoption.wasTriedAgain(run)) {
                    adoption.triedAgain.add(run.runId());
                }
            }
        }
        sweep.ifPresent(adoption::adoptAll);
        return adoption;
    }

    /// How many runs the snapshot has.
    int known() {
        return known.size();
    }

    /// Jobs that had been submitted and not ended, and have no folder here.
    List<JobId> gone() {
        return gone;
    }

    /// Runs that are not in the snapshot.
    List<RunInfo> adopted() {
        return adopted;
    }

    /// Runs of the snapshot that had ended, and of which a later attempt was begun since: they are open again.
    Set<String> triedAgain() {
        return triedAgain;
    }

    /// The pieces, with the runs that were adopted in their place.
    Iterable<Piece> complete(Iterable<Piece> pieces) {
        return () -> new Completed(pieces.iterator());
    }

    private boolean isGone(JobRecord job) {
        return job.handle().isPresent() && !Files.isDirectory(workspace.attempt(job.id()));
    }

    private boolean wasTriedAgain(RunInfo run) {
        boolean mayBe = run.status() == JobStatus.FAILED || run.status() == JobStatus.STOPPED;
        if (!mayBe || run.jobs().isEmpty()) {
            return false;
        }
        var last = run.jobs().getLast();
        boolean evaluated = run.evaluated()
                && last.id().type() == JobType.LAUNCH_TRAINING
                && last.outcome().filter(Outcome.Succeeded.class::isInstance).isPresent();
        return begun(last.id().nextAttempt()) || (evaluated && begun(JobId.evaluation(run.runId())));
    }

    private boolean begun(JobId job) {
        var folder = workspace.attempt(job);
        try {
            return Remains.begun(folder);
        } catch (IOException e) {
            throw refused("%s cannot be read: %s".formatted(folder, Reasons.of(e)));
        }
    }

    /// The names of the attempts, after the first, that were begun at the run's training and at its evaluation, and are
    /// not on record.
    private List<String> begunUnseen(RunInfo run) {
        var unseen = new ArrayList<String>();
        for (var first : List.of(JobId.training(run.runId()), JobId.evaluation(run.runId()))) {
            var job = run.jobs().stream()
                    .map(JobRecord::id)
                    .filter(each -> each.type() == first.type())
                    .reduce(first, (_, later) -> later)
                    .nextAttempt();
            for (; begun(job); job = job.nextAttempt()) {
                unseen.add(job.name());
            }
        }
        return unseen;
    }

    /// The run with what its folder has that the snapshot does not.
    private RunInfo caughtUp(RunInfo run) {
        var unseen = run.status() == JobStatus.COMPLETED ? List.<String>of() : begunUnseen(run);
        var open = triedAgain.contains(run.runId()) ? run.apply(new Fact.RunReopened(run.runId(), TRIED_AGAIN)) : run;
        return unseen.isEmpty()
                ? open
                : open.apply(new Fact.UpdateRunSummary(run.runId(), Map.of(RunInfo.BEGUN, unseen), Map.of()));
    }

    /// The run without its jobs that have no folder here: whoever restores it nevertheless has said that they are gone.
    private RunInfo withoutGone(RunInfo run) {
        var open = run;
        for (var job : run.liveJobs().filter(this::isGone).toList()) {
            open = open.apply(new Fact.JobEnded(job.id(), new Outcome.Lost(GONE), now));
        }
        return open;
    }

    private Piece caughtUp(Piece piece) {
        return switch (piece) {
            case Piece.Head head
            when !triedAgain.isEmpty() ->
                new Piece.Head(
                        head.sweep().apply(new Fact.SweepReopened(TRIED_AGAIN, now)),
                        head.revision(),
                        head.commands(),
                        head.lease());
            case Piece.Run(var run) -> new Piece.Run(withoutGone(caughtUp(run)));
            default -> piece;
        };
    }

    private void adoptAll(SweepInfo sweep) {
        var there = new HashSet<>(known);
        for (var found : remains.runs().values()) {
            if (there.add(found.place())) {
                found.before(sweep.sweepId())
                        .filter(before -> !there.contains(before.place()))
                        .ifPresent(before -> refuseGap(found, before));
                adopted.add(caughtUp(adopt(sweep, found)));
            }
        }
    }

    private void refuseGap(Remains.Found found, Remains.Found before) {
        throw refused("run %s has jobs in %s, but %s before it has none; move that folder away, and it is tried anew"
                .formatted(found.runId(), workspace.run(found.runId()), before.runId()));
    }

    private RunInfo adopt(SweepInfo sweep, Remains.Found found) {
        var runId = found.runId();
        var parameters = parameters(runId);
        var values = values(parameters);
        var at = modified(parameters);
        var summary = new LinkedHashMap<String, Object>();
        summary.put(RunInfo.SUGGESTION, values);
        summary.put("sweep/suggestion_reason", "read from its job's folder when the sweep was restored");
        boolean evaluated = order.program().evaluate().isPresent();
        var id = JobId.training(runId);
        var job = new JobDefinition(
                id,
                sweep.sweepId(),
                UUID.randomUUID().toString(),
                Map.of(),
                values,
                order.config().resources(),
                Seeds.forProgram(sweep.seed(), order.config().replicates().trial(), found.number(), found.replicate()),
                at);
        boolean there = Files.isDirectory(workspace.attempt(id));
        var init = new Fact.InitRun(runId, found.number(), found.replicate(), evaluated, summary, at);
        var run = RunInfo.created(sweep.sweepId(), init).apply(new Fact.RecordJob(job));
        return there
                ? run.apply(new Fact.JobSubmitted(id, workspace.attempt(id).toString(), at))
                : run.apply(new Fact.JobEnded(id, new Outcome.Lost("its folder is gone"), now));
    }

    /// The file of parameters of any attempt at the run's training: all of them had the same.
    private Path parameters(String runId) {
        for (var id = JobId.training(runId); id.attempt() < 100; id = id.nextAttempt()) {
            if (Files.isRegularFile(workspace.parameters(id))) {
                return workspace.parameters(id);
            }
        }
        throw refused(
                "run %s was started after the snapshot, and what it tried cannot be told: no params.json in %s; once nothing of it runs any more, move that folder away"
                        .formatted(runId, workspace.run(runId)));
    }

    private static Map<String, Object> values(Path parameters) {
        try {
            return Json.readTree(Files.readString(parameters));
        } catch (IOException e) {
            throw refused("%s cannot be read: %s".formatted(parameters, Reasons.of(e)));
        } catch (Json.InvalidJsonException e) {
            throw refused("%s is damaged: %s".formatted(parameters, e.getMessage()));
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw refused("%s cannot be read: %s".formatted(file, Reasons.of(e)));
        }
    }

    private static SweepException refused(String why) {
        return new SweepException(SweepException.Exit.NOT_ALLOWED, why + ". Nothing was restored");
    }

    /// Runs come by their places, each with its points: the adopted ones come before the next run that was known.
    private final class Completed implements Iterator<Piece> {
        private final Iterator<Piece> pieces;
        private final Deque<RunInfo> more = new ArrayDeque<>(adopted);
        private Optional<Piece> waiting = Optional.empty();

        Completed(Iterator<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean hasNext() {
            return waiting.isPresent() || pieces.hasNext() || !more.isEmpty();
        }

        @Override
        public Piece next() {
            if (waiting.isEmpty() && pieces.hasNext()) {
                waiting = Optional.of(caughtUp(pieces.next()));
            }
            var adopted = Optional.ofNullable(more.peek());
            if (adopted.filter(run -> waiting.map(piece -> follows(piece, run)).orElse(true))
                    .isPresent()) {
                return new Piece.Run(more.remove());
            }
            var next = waiting.orElseThrow();
            waiting = Optional.empty();
            return next;
        }
    }

    private static boolean follows(Piece piece, RunInfo adopted) {
        return switch (piece) {
            case Piece.Head _, Piece.Points _ -> false;
            case Piece.Run(var run) -> run.place() > adopted.place();
            case Piece.Decision _, Piece.Waiting _ -> true;
        };
    }
}
