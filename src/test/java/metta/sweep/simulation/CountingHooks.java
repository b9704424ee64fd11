package metta.sweep.simulation;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import metta.sweep.HookEvent;
import metta.sweep.Hooks;
import metta.sweep.simulation.Chaos.Fault;

/// Counts how often each event's hook was run, and fails now and then.
final class CountingHooks implements Hooks {
    private final Map<String, Integer> runs = new HashMap<>();
    private final Chaos chaos;

    CountingHooks(Chaos chaos) {
        this.chaos = chaos;
    }

    @Override
    public Set<HookEvent.Kind> kinds() {
        return EnumSet.allOf(HookEvent.Kind.class);
    }

    @Override
    public void run(HookEvent event) {
        if (chaos.strikes(Fault.CRASH)) {
            throw new ControllerCrash();
        }
        runs.merge(event.id(), 1, Integer::sum);
        if (chaos.strikes(Fault.HOOK_FAILS)) {
            throw new HookException("simulated: the hook of " + event.id() + " failed");
        }
    }

    boolean ran(HookEvent event) {
        return runs.containsKey(event.id());
    }
}
