package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.Workspace;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;

/// Who runs a sweep, as far as it can be told from this machine.
///
/// @param movedTo the store in which the sweep goes on, where it is not this one
/// @param origin the command that goes on with the sweep, where nobody runs it and the command is known
record Holder(Optional<Owner> owner, Life life, Optional<String> movedTo, Optional<Origin> origin) {
    Holder(Optional<Owner> owner, Life life) {
        this(owner, life, Optional.empty(), Optional.empty());
    }

    /// What is known of the controller.
    enum Life {
        RUNNING,
        /// It was killed, or its machine lost it.
        GONE,
        /// Its process is another machine's or another container's: numbers here say nothing of it.
        UNKNOWN,
        /// Nobody holds the sweep.
        NONE,
        /// Nobody can hold the sweep here: it goes on in another store.
        MOVED
    }

    /// Who runs the sweep; empty where it has ended, unless it was moved.
    ///
    /// @param workspace the sweep's
    static Optional<Holder> of(SweepInfo sweep, Store store, Workspace workspace) {
        var holder = of(store.lease(sweep.sweepId()));
        if (sweep.state().ended()) {
            return Optional.of(holder).filter(each -> each.life() == Life.MOVED);
        }
        return Optional.of(holder.missing() ? holder.goingOnWith(Origin.of(workspace)) : holder);
    }

    private Holder goingOnWith(Optional<Origin> command) {
        return new Holder(owner, life, movedTo, command);
    }

    /// Whether the sweep goes on only if somebody comes back to it.
    boolean missing() {
        return life == Life.GONE || life == Life.NONE;
    }

    private static Holder of(Lease lease) {
        return lease.movedTo().isPresent()
                ? new Holder(Optional.empty(), Life.MOVED, lease.movedTo(), Optional.empty())
                : of(lease.owner(), Machine.here());
    }

    static Holder of(Optional<Owner> owner, Machine here) {
        return new Holder(owner, owner.map(each -> life(each, here)).orElse(Life.NONE));
    }

    private static Life life(Owner owner, Machine here) {
        boolean near = owner.host().equals(here.host())
                && owner.bootId().equals(here.bootId())
                && owner.pidNamespace().equals(Optional.of(here.pidNamespace()));
        if (!near) {
            return Life.UNKNOWN;
        }
        boolean alive = ProcessIdentity.of(owner.pid(), here)
                .map(ProcessIdentity::alive)
                .orElse(false);
        return alive ? Life.RUNNING : Life.GONE;
    }

    /// Who it is, or what to do where nobody runs the sweep, on one line.
    String words() {
        return missing() ? who() + "; " + goOn() : who();
    }

    /// Who it is.
    String who() {
        var who = owner.map(Owner::toString).orElse("nobody");
        return switch (life) {
            case RUNNING -> "run by " + who;
            case UNKNOWN -> "run by %s; whether it still lives cannot be told from here".formatted(who);
            case GONE -> "it was run by %s, which is gone".formatted(who);
            case NONE -> "nobody runs it";
            case MOVED ->
                "it was moved to the store %1$s; go on with it there: `--store %1$s`".formatted(movedTo.orElse(""));
        };
    }

    /// What to do where nobody runs the sweep.
    String goOn() {
        return origin.map(each -> "go on with: " + each).orElse("go on with the command that started it");
    }

    /// The same for programs: what is absent is null there.
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("state", life.name().toLowerCase(Locale.ROOT));
        tree.put("host", owner.map(Owner::host));
        tree.put("pid", owner.map(Owner::pid));
        tree.put("since", owner.map(each -> each.since().toString()));
        tree.put("moved_to", movedTo);
        tree.put("go_on", origin.map(Origin::toString));
        return tree;
    }
}
