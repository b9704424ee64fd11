package metta.sweep.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import metta.sweep.Fact;
import metta.sweep.Overview;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;

/// Several listeners as one.
final class Listeners implements SweepListener {
    private final List<SweepListener> all;
    private final Set<String> told = new HashSet<>();

    Listeners(List<SweepListener> all) {
        this.all = all;
    }

    @Override
    public void resumed(Overview before) {
        all.forEach(each -> each.resumed(before));
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        all.forEach(each -> each.recorded(fact, view));
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        all.forEach(each -> each.ticked(view, metadata));
    }

    /// The same words are passed on once.
    @Override
    public void warning(String words) {
        if (told.add(words)) {
            all.forEach(each -> each.warning(words));
        }
    }

    @Override
    public void trouble(SweepException problem) {
        all.forEach(each -> each.trouble(problem));
    }
}
