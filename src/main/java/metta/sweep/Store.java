package metta.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import metta.sweep.config.Goal;

/// The single place where a sweep's state lives.
///
/// Writes come in three classes. Facts are the controller's and carry its fence; reports are an attempt's and carry its
/// token; commands are anybody's and only ever queue. Whatever a write returns from has reached the disk. Methods throw
/// [StoreException]; a failure never becomes an empty answer.
public interface Store extends AutoCloseable {
    /// The sweep as stored, created from `ifAbsent` where there is none of that id.
    SweepInfo fetchSweepMetadata(SweepInfo ifAbsent);

    Optional<SweepInfo> findSweep(String sweepId);

    /// All sweeps, oldest first.
    List<SweepInfo> sweeps();

    /// The same, but one that cannot be read does not hide the others: `unreadable` is told its id and why.
    default List<SweepInfo> sweeps(BiConsumer<String, StoreException> unreadable) {
        return sweeps();
    }

    /// Everything that changed after revision `since`; 0 asks for all there is.
    ///
    /// @throws UnknownSweepException if there is no such sweep
    Changes fetchRuns(String sweepId, long since);

    /// The sweep at a glance.
    ///
    /// @throws UnknownSweepException if there is no such sweep
    Overview overview(String sweepId, Goal goal);

    /// The same where not every trial may be the best: then all of them are read.
    default Overview overview(String sweepId, Merit merit) {
        if (merit.constraints().isEmpty()) {
            return overview(sweepId, merit.goal());
        }
        var changes = fetchRuns(sweepId, 0);
        var view = new SweepView(changes.sweep(), merit, Set.of());
        view.fold(changes);
        return view.overview();
    }

    Optional<RunInfo> findRun(String sweepId, String runId);

    /// Records all of `facts` or none, in order, in one transaction.
    ///
    /// @throws StaleEpochException if a later epoch than the fence's exists; nothing is recorded then
    Receipt commit(Fence fence, List<Fact> facts);

    /// Creates a run if it is absent, and says whether it won.
    default boolean initRun(Fence fence, Fact.InitRun run) {
        return commit(fence, List.of(run)).applied().getFirst();
    }

    /// Merges into a run's summary, and says whether anything changed.
    default boolean updateRunSummary(Fence fence, Fact.UpdateRunSummary update) {
        return commit(fence, List.of(update)).applied().getFirst();
    }

    /// Takes in what attempts say of themselves, at most one report of each job. Each is answered by itself; those
    /// that are accepted may share one transaction, so that many cost little more than one.
    List<Report.Answer> reportAll(String sweepId, List<Report> reports);

    /// Takes in what an attempt says of itself.
    default Report.Answer report(String sweepId, Report report) {
        return reportAll(sweepId, List.of(report)).getFirst();
    }

    /// Points of one run's jobs in the order they were reported; of one metric where `name` is given.
    List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name);

    /// The shape of one metric of a job for a chart: all its points, in the order they were reported, where
    /// they are no more than `most`; else so many of them at most. Of equal stretches each one's lowest and
    /// highest point are shown and the first that is NaN or infinite, and besides the very first and the last
    /// point. Takes little memory, however many points there are.
    List<MetricPoint> curve(String sweepId, JobId job, String name, int most);

    /// The decisions recorded, oldest first, the last `limit` of them.
    List<Fact.Decided> decisions(String sweepId, int limit);

    /// Those recorded in one of these words ([Fact.Decided#decision]), oldest first. Costs little where there are few.
    List<Fact.Decided> decisions(String sweepId, Set<String> words);

    /// Those about one subject, such as a run, oldest first.
    default List<Fact.Decided> decisionsAbout(String sweepId, String subject) {
        return decisions(sweepId, Integer.MAX_VALUE).stream()
                .filter(each -> each.subject().equals(subject))
                .toList();
    }

    /// Appends a command to the sweep's inbox and returns its number.
    ///
    /// @param id that no other command has. Sent again with it, a command is in the inbox once, and not again after
    /// it was done: a store remembers the last hundred of a sweep
    long send(String sweepId, String id, Command command, Instant at);

    Lease lease(String sweepId);

    /// Takes the lease over from the holder of `epoch`: the new one is `epoch + 1`.
    ///
    /// @throws StaleEpochException if the current epoch is not `epoch`
    Lease takeLease(String sweepId, long epoch, Owner owner);

    /// Shows that the holder is alive.
    ///
    /// @throws StaleEpochException if a later epoch exists
    void renewLease(Fence fence);

    /// Gives the lease back, so that a successor need not wait.
    void releaseLease(Fence fence);

    /// Hands over everything that this store holds of the sweep, as it is at one moment, whoever writes meanwhile.
    ///
    /// @throws UnknownSweepException if there is no such sweep
    void dump(String sweepId, Consumer<Piece> taker);

    /// Creates a sweep from its pieces where it is absent, or was moved away: all of them or none, read back and found
    /// equal before they count. Says whether it did.
    ///
    /// @param pieces all that [#dump] gave, in its order; may be asked for more than once
    boolean load(Iterable<Piece> pieces);

    /// Closes the sweep here, because it goes on in another store: the epoch rises by one, and from then on every write
    /// is refused with a [StaleEpochException] that names that store. Reading goes on.
    ///
    /// @param to the store as a person names it
    /// @throws StaleEpochException if the current epoch is not `epoch`
    Lease moveAway(String sweepId, long epoch, String to);

    @Override
    void close();
}
