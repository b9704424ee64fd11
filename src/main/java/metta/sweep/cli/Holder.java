package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;

/// Who runs a sweep, as far as it can be told from this machine.
///
/// @param movedTo the store in which the sweep goes on, where it is not this one
record Holder(Optional<Owner> owner, Life life, Optional<String> movedTo) {
    static final String GO_ON = "; go on with the command that started it";

    Holder(Optional<Owner> owner, Life life) {
        this(owner, life, Optional.empty());
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

    /// Who runs the sweep; empty where it has ended.
    static Optional<Holder> of(SweepInfo sweep, Store store) {
        return sweep.state().ended() ? Optional.empty() : Optional.of(of(store.lease(sweep.sweepId())));
    }

    private static Holder of(Lease lease) {
        return lease.movedTo().isPresent()
                ? new Holder(Optional.empty(), Life.MOVED, lease.movedTo())
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

    /// Who it is, or what to do where nobody runs the sweep.
    String words() {
        var who = owner.map(Owner::toString).orElse("nobody");
        return switch (life) {
            case RUNNING -> "run by " + who;
            case UNKNOWN -> "run by %s; whether it still lives cannot be told from here".formatted(who);
            case GONE -> "it was run by %s, which is gone%s".formatted(who, GO_ON);
            case NONE -> "nobody runs it" + GO_ON;
            case MOVED ->
                "it was moved to the store %1$s; go on with it there: `--store %1$s`".formatted(movedTo.orElse(""));
        };
    }

    /// The same for programs.
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("state", life.name().toLowerCase(Locale.ROOT));
        owner.ifPresent(each -> {
            tree.put("host", each.host());
            tree.put("pid", each.pid());
            tree.put("since", each.since().toString());
        });
        movedTo.ifPresent(each -> tree.put("moved_to", each));
        return tree;
    }
}
