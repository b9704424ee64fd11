package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;
import metta.sweep.simulation.Chaos.Fault;

/// A store that fails before it does something, after it did it, or takes the controller down with it.
final class FaultyStore implements Store {
    private final Store store;
    private final Chaos chaos;
    private final Authority authority;

    FaultyStore(Store store, Chaos chaos, Authority authority) {
        this.store = store;
        this.chaos = chaos;
        this.authority = authority;
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
        return faulty(() -> store.fetchSweepMetadata(ifAbsent));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return faulty(() -> store.findSweep(sweepId));
    }

    @Override
    public List<SweepInfo> sweeps() {
        return faulty(store::sweeps);
    }

    @Override
    public Changes fetchRuns(String sweepId, long since) {
        authority.looked();
        return faulty(() -> store.fetchRuns(sweepId, since));
    }

    @Override
    public Overview overview(String sweepId, Goal goal) {
        return faulty(() -> store.overview(sweepId, goal));
    }

    @Override
    public Optional<RunInfo> findRun(String sweepId, String runId) {
        return faulty(() -> store.findRun(sweepId, runId));
    }

    @Override
    public Receipt commit(Fence fence, List<Fact> facts) {
        return faulty(() -> {
            var receipt = store.commit(fence, facts);
            assertThat(store.lease(fence.sweepId()).epoch())
                    .as("old-epoch-changes-nothing")
                    .isEqualTo(fence.epoch());
            authority.epochChecked();
            return receipt;
        });
    }

    @Override
    public List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return faulty(() -> store.reportAll(sweepId, reports));
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return faulty(() -> store.metrics(sweepId, job, name));
    }

    @Override
    public List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        return faulty(() -> store.curve(sweepId, job, name, most));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return faulty(() -> store.decisions(sweepId, limit));
    }

    @Override
    public long send(String sweepId, Command command, Instant at) {
        return faulty(() -> store.send(sweepId, command, at));
    }

    @Override
    public Lease lease(String sweepId) {
        return faulty(() -> store.lease(sweepId));
    }

    @Override
    public Lease takeLease(String sweepId, long epoch, Owner owner) {
        return faulty(() -> store.takeLease(sweepId, epoch, owner));
    }

    @Override
    public void renewLease(Fence fence) {
        faulty(() -> {
            store.renewLease(fence);
            return fence;
        });
    }

    @Override
    public void releaseLease(Fence fence) {
        faulty(() -> {
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
