package metta.sweep.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Fact;
import metta.sweep.Receipt;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;

/// What a batch of facts comes to, worked out against the state that it meets and not yet carried out.
///
/// The rules that all stores share are here and in the records themselves; a store only carries out the result.
final class Batch {
    private final State state;
    private final Map<String, RunInfo> runs = new LinkedHashMap<>();
    private final List<Fact.Decided> decisions = new ArrayList<>();
    private final Set<Long> commandsDone = new LinkedHashSet<>();
    private final List<Boolean> applied = new ArrayList<>();
    private SweepInfo sweep;

    /// The state that a batch meets.
    interface State {
        SweepInfo sweep();

        Optional<RunInfo> run(String runId);

        /// Whether the command is in the inbox.
        boolean waits(long command);
    }

    private Batch(State state) {
        this.state = state;
        this.sweep = state.sweep();
    }

    /// Works the facts out, in order.
    ///
    /// @throws StoreException if a fact is about a run that is neither there nor created before it
    static Batch of(State state, List<Fact> facts) {
        var batch = new Batch(state);
        facts.forEach(fact -> batch.applied.add(batch.take(fact)));
        return batch;
    }

    /// The runs that the batch creates or changes, as they are after it.
    List<RunInfo> runs() {
        return List.copyOf(runs.values());
    }

    List<Fact.Decided> decisions() {
        return decisions;
    }

    Set<Long> commandsDone() {
        return commandsDone;
    }

    /// The sweep as it is after the batch.
    SweepInfo sweep() {
        return sweep;
    }

    /// Whether there is anything to carry out: a batch that finds all its work done leaves no trace.
    boolean changes() {
        return applied.contains(true);
    }

    Receipt receipt(long revision) {
        return new Receipt(revision, applied);
    }

    private boolean take(Fact fact) {
        return switch (fact) {
            case Fact.OfRun ofRun -> takeOfRun(ofRun);
            case Fact.Decided decided -> decisions.add(decided);
            case Fact.CommandDone done -> state.waits(done.command()) && commandsDone.add(done.command());
            case Fact.OfSweep ofSweep -> {
                var before = sweep;
                sweep = sweep.apply(ofSweep);
                yield !sweep.equals(before);
            }
        };
    }

    private boolean takeOfRun(Fact.OfRun fact) {
        var old = Optional.ofNullable(runs.get(fact.runId())).or(() -> state.run(fact.runId()));
        if (fact instanceof Fact.InitRun init && old.isEmpty()) {
            runs.put(init.runId(), RunInfo.created(sweep.sweepId(), init));
            return true;
        }
        var run = old.orElseThrow(() -> unknownRun(fact));
        var updated = run.apply(fact);
        if (updated.equals(run)) {
            return false;
        }
        runs.put(run.runId(), updated);
        return true;
    }

    private StoreException unknownRun(Fact.OfRun fact) {
        return new StoreException(
                StoreException.Kind.BROKEN,
                "sweep %s has no run %s, which a %s is about"
                        .formatted(
                                sweep.sweepId(), fact.runId(), fact.getClass().getSimpleName()));
    }
}
