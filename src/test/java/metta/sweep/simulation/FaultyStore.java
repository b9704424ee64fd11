package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Overview;
import metta.sweep.Owner;
import metta.sweep.Piece;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;
import metta.sweep.simulation.Chaos.Fault;

/// A store that fails before it does something, after it did it, or takes the controller down with it.
final class FaultyStore implements Store {
    private final Store store;
    private final Chaos chaos;
    private final Authority authority;
    private final History history;
    private final List<Report> accepted = new ArrayList<>();
    private Optional<UnderWay> underWay = Optional.empty();
    private Optional<SweepController> caller = Optional.empty();

    /// A transaction that timed out on its way, and who sent it.
    private record UnderWay(Optional<SweepController> sender, Runnable operation) {}

    FaultyStore(Store store, Chaos chaos, Authority authority, History history) {
        this.store = store;
        this.chaos = chaos;
        this.authority = authority;
        this.history = history;
    }

    private <T> T read(Supplier<T> operation) {
        var answer = faulty(operation);
        authority.answerUnderWay();
        return answer;
    }

    private <T> T written(Supplier<T> operation) {
        return faulty(() -> {
            arrive();
            if (chaos.strikes(Fault.STORE_APPLIES_LATE)) {
                underWay = Optional.of(new UnderWay(caller, () -> {
                    var _ = operation.get();
                }));
                throw new StoreException(StoreException.Kind.TRANSIENT, "simulated: timed out, and not yet applied");
            }
            return operation.get();
        });
    }

    /// What timed out on its way is applied before anything else is written: it holds the lock on its sweep. Who
    /// only reads does not see it before that.
    void arrive() {
        var late = underWay;
        underWay = Optional.empty();
        try {
            late.ifPresent(it -> it.operation().run());
        } catch (StaleEpochException refused) {
            history.tell("  what arrived late is refused:", String.valueOf(refused.getMessage()));
        }
    }

    /// Whether something timed out on its way, and may yet be applied.
    boolean somethingUnderWay() {
        return underWay.isPresent();
    }

    /// Whose calls the next ones are. Returns whose they were before.
    Optional<SweepController> callsOf(Optional<SweepController> controller) {
        var before = caller;
        caller = controller;
        return before;
    }

    private void waitedFor() {
        assertThat(underWay.filter(
                        late -> late.sender().isPresent() && late.sender().equals(caller)))
                .as("quiet-pause, bounded: who does not know what became of a write waits for it before looking again")
                .isEmpty();
    }

    /// Reports that were taken in.
    List<Report> accepted() {
        return accepted;
    }

    private <T> T faulty(Supplier<T> operation) {
        authority.betweenEffects();
        if (chaos.strikes(Fault.CRASH)) {
            throw new ControllerCrash();
        }
        if (chaos.strikes(Fault.STORE_ERROR)) {
            throw new StoreException(StoreException.Kind.TRANSIENT, "simulated: busy");
        }
        var answer = operation.get();
        if (chaos.strikes(Fault.STORE_ANSWER_LOST)) {
            throw new StoreException(StoreException.Kind.TRANSIENT, "simulated: applied, but the answer was lost");
        }
        if (chaos.strikes(Fault.CRASH)) {
            throw new ControllerCrash();
        }
        return answer;
    }

    @Override
    public SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return written(() -> store.fetchSweepMetadata(ifAbsent));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return read(() -> store.findSweep(sweepId));
    }

    @Override
    public List<SweepInfo> sweeps() {
        return read(store::sweeps);
    }

    @Override
    public Changes fetchRuns(String sweepId, long since) {
        authority.looked();
        waitedFor();
        return read(() -> store.fetchRuns(sweepId, since));
    }

    @Override
    public Overview overview(String sweepId, Goal goal) {
        return read(() -> store.overview(sweepId, goal));
    }

    @Override
    public Optional<RunInfo> findRun(String sweepId, String runId) {
        return read(() -> store.findRun(sweepId, runId));
    }

    @Override
    public Receipt commit(Fence fence, List<Fact> facts) {
        return written(() -> {
            var receipt = store.commit(fence, facts);
            assertThat(store.lease(fence.sweepId()).epoch())
                    .as("old-epoch-changes-nothing")
                    .isEqualTo(fence.epoch());
            authority.epochChecked();
            facts.forEach(fact -> history.tell("  epoch", fence.epoch(), "records", fact));
            return receipt;
        });
    }

    @Override
    public List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return written(() -> {
            var answers = store.reportAll(sweepId, reports);
            for (int i = 0; i < reports.size(); i++) {
                history.tell(
                        "  report of",
                        reports.get(i).job(),
                        "from",
                        reports.get(i).from(),
                        answers.get(i));
                if (answers.get(i) == Report.Answer.ACCEPTED) {
                    accepted.add(reports.get(i));
                }
            }
            return answers;
        });
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return read(() -> store.metrics(sweepId, job, name));
    }

    @Override
    public List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        return faulty(() -> store.curve(sweepId, job, name, most));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return read(() -> store.decisions(sweepId, limit));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, Set<String> words) {
        return read(() -> store.decisions(sweepId, words));
    }

    @Override
    public long send(String sweepId, String id, Command command, Instant at) {
        return written(() -> store.send(sweepId, id, command, at));
    }

    @Override
    public Lease lease(String sweepId) {
        return read(() -> store.lease(sweepId));
    }

    @Override
    public Lease takeLease(String sweepId, long epoch, Owner owner) {
        return written(() -> store.takeLease(sweepId, epoch, owner));
    }

    @Override
    public void renewLease(Fence fence) {
        written(() -> {
            store.renewLease(fence);
            return fence;
        });
    }

    @Override
    public void releaseLease(Fence fence) {
        written(() -> {
            store.releaseLease(fence);
            return fence;
        });
    }

    @Override
    public void dump(String sweepId, Consumer<Piece> taker) {
        faulty(() -> {
            store.dump(sweepId, taker);
            return sweepId;
        });
    }

    @Override
    public boolean load(Iterable<Piece> pieces) {
        return faulty(() -> store.load(pieces));
    }

    @Override
    public Lease moveAway(String sweepId, long epoch, String to) {
        return faulty(() -> store.moveAway(sweepId, epoch, to));
    }

    @Override
    public void close() {}
}
