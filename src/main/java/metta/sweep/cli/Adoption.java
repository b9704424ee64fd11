package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import metta.sweep.Fact;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
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
/// as it does for any job that it did not start itself. So no program is started twice, and no run takes the results
/// of another configuration for its own.
final class Adoption {
    private final Workspace workspace;
    private final Order order;
    private final Remains remains;
    private final Instant now;
    private final TreeSet<Integer> known = new TreeSet<>();
    private final List<JobId> gone = new ArrayList<>();
    private final List<RunInfo> adopted = new ArrayList<>();

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
                adoption.known.add(run.number());
                run.liveJobs().filter(adoption::isGone).map(JobRecord::id).forEach(adoption.gone::add);
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

    /// The pieces, with the runs that were adopted in their place.
    Iterable<Piece> complete(Iterable<Piece> pieces) {
        return () -> new Completed(pieces.iterator());
    }

    private boolean isGone(JobRecord job) {
        return job.handle().isPresent() && !Files.isDirectory(workspace.attempt(job.id()));
    }

    private void adoptAll(SweepInfo sweep) {
        int next = known.isEmpty() ? 1 : known.last() + 1;
        for (var entry : remains.runs().tailMap(next, true).entrySet()) {
            if (entry.getKey() != next) {
                throw refused(
                        "run %s has jobs in %s, but %s before it has none; move that folder away, and it is tried anew"
                                .formatted(
                                        entry.getValue(),
                                        workspace.run(entry.getValue()),
                                        RunInfo.id(sweep.sweepId(), next)));
            }
            adopted.add(adopt(sweep, entry.getValue(), next));
            next++;
        }
    }

    private RunInfo adopt(SweepInfo sweep, String runId, int number) {
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
                Seeds.forProgram(sweep.seed(), number),
                at);
        boolean there = Files.isDirectory(workspace.attempt(id));
        var run = RunInfo.created(sweep.sweepId(), new Fact.InitRun(runId, number, evaluated, summary, at))
                .apply(new Fact.RecordJob(job));
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

    /// Runs come by number, so the adopted ones follow the last that was known.
    private final class Completed implements Iterator<Piece> {
        private final Iterator<Piece> pieces;
        private final Iterator<RunInfo> more = adopted.iterator();
        private Optional<Piece> waiting = Optional.empty();

        Completed(Iterator<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean hasNext() {
            return waiting.isPresent() || pieces.hasNext() || more.hasNext();
        }

        @Override
        public Piece next() {
            if (waiting.isEmpty() && pieces.hasNext()) {
                waiting = Optional.of(pieces.next());
            }
            boolean behindRuns = waiting.map(Adoption::followsRuns).orElse(true);
            if (behindRuns && more.hasNext()) {
                return new Piece.Run(more.next());
            }
            var next = waiting.orElseThrow();
            waiting = Optional.empty();
            return next;
        }
    }

    private static boolean followsRuns(Piece piece) {
        return switch (piece) {
            case Piece.Head _, Piece.Run _, Piece.Points _ -> false;
            case Piece.Decision _, Piece.Waiting _ -> true;
        };
    }
}
