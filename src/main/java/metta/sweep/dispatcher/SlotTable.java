package metta.sweep.dispatcher;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher.Capacity;
import metta.sweep.Resources;
import metta.sweep.SweepException;

/// Which GPUs and CPUs belong to which live attempt of a sweep. What it remembers it has read from the folders of the
/// attempts that live, where a later one finds the same.
///
/// A GPU belongs to one job at a time. CPUs are only a hint to the program, so they may be shared: the least used
/// first. Not safe for use by several threads.
final class SlotTable {
    private final Path sweep;
    private final Capacity capacity;
    private final AttemptInspector inspector;
    private final Map<Attempt, Slots> taken = new HashMap<>();
    private boolean adopted;

    SlotTable(Path sweep, Capacity capacity, AttemptInspector inspector) {
        this.sweep = sweep;
        this.capacity = capacity;
        this.inspector = inspector;
    }

    /// The slots of the attempt: those it was given before, or free ones.
    ///
    /// @param avoided GPUs that it must not have
    Slots assign(Attempt attempt, Resources needs, Set<Integer> avoided) throws IOException {
        adopt();
        var before = taken.get(attempt);
        if (before != null) {
            return before;
        }
        taken.keySet().removeIf(inspector::over);
        var slots = new Slots(gpus(needs.gpus(), avoided), cpus(needs.cpus()));
        taken.put(attempt, slots);
        return slots;
    }

    void release(Attempt attempt) {
        taken.remove(attempt);
    }

    /// Refuses what this machine can never give.
    void requirePossible(Resources needs) {
        requirePossible(needs, capacity);
    }

    /// Refuses what a machine of that capacity can never give.
    static void requirePossible(Resources needs, Capacity capacity) {
        if (needs.nodes() > 1) {
            throw new SweepException(
                    SweepException.Exit.BACKEND_MISSING,
                    "a job asks for %d machines, but jobs run on this one alone; leave `nodes` out of `resources`"
                            .formatted(needs.nodes()));
        }
        if (needs.gpus() > capacity.gpus()) {
            throw new SweepException(
                    SweepException.Exit.BACKEND_MISSING,
                    "a job asks for %d GPUs, but this machine has %d; ask for fewer in `resources`"
                            .formatted(needs.gpus(), capacity.gpus()));
        }
    }

    private List<Integer> gpus(int count, Set<Integer> avoided) {
        var free = new ArrayList<>(IntStream.range(0, capacity.gpus()).boxed().toList());
        taken.values().forEach(slots -> free.removeAll(slots.gpus()));
        free.removeAll(avoided);
        if (count > free.size()) {
            throw new DispatchException("the job asks for %d GPUs, but only %d of %d are free now"
                    .formatted(count, free.size(), capacity.gpus()));
        }
        return free.subList(0, count);
    }

    private List<Integer> cpus(int count) {
        var uses = new int[capacity.cpus()];
        taken.values().stream()
                .flatMap(slots -> slots.cpus().stream())
                .filter(each -> each < uses.length)
                .forEach(each -> uses[each]++);
        return IntStream.range(0, uses.length)
                .boxed()
                .sorted(Comparator.comparingInt(each -> uses[each]))
                .limit(count)
                .sorted()
                .toList();
    }

    /// Takes over what an earlier dispatcher gave away. Asks the processes and not the folders, of which there may be a
    /// hundred thousand whose jobs ended long ago.
    private void adopt() throws IOException {
        if (adopted) {
            return;
        }
        var home = sweep.toRealPath();
        for (var each : JobProcesses.attempts()) {
            var attempt = ours(home, each).filter(it -> !inspector.over(it));
            if (attempt.isPresent()) {
                attempt.get().slots().ifPresent(slots -> taken.put(attempt.get(), slots));
            }
        }
        adopted = true;
    }

    /// The attempt with that folder, if it is of this sweep. It may have been started under another name of the folder.
    private Optional<Attempt> ours(Path home, String folder) throws IOException {
        try {
            var real = Path.of(folder).toRealPath();
            return real.startsWith(home)
                    ? Optional.of(new Attempt(sweep.resolve(home.relativize(real))))
                    : Optional.empty();
        } catch (NoSuchFileException | InvalidPathException _) {
            // Another sweep's, which was removed, or whose name cannot be said in this process's locale.
            return Optional.empty();
        }
    }
}
