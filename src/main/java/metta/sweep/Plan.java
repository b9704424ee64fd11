package metta.sweep;

import java.util.List;
import java.util.stream.Stream;

/// What one iteration of the controller does, in this order: record, cancel, submit (and record the handles), run
/// hooks.
///
/// @param facts recorded in one transaction before anything else happens
/// @param submit jobs to start, all of them recorded
public record Plan(List<Fact> facts, List<JobId> cancel, List<JobDefinition> submit, List<HookEvent> hooks) {
    public Plan {
        facts = List.copyOf(facts);
        cancel = List.copyOf(cancel);
        submit = List.copyOf(submit);
        hooks = List.copyOf(hooks);
    }

    /// The same plan, these facts recorded first.
    Plan after(List<Fact> earlier) {
        return new Plan(Stream.concat(earlier.stream(), facts.stream()).toList(), cancel, submit, hooks);
    }

    /// Whether anything is done outside the store.
    boolean acts() {
        return !cancel.isEmpty() || !submit.isEmpty() || !hooks.isEmpty();
    }
}
