package metta.sweep.cli;

import java.util.List;
import metta.sweep.Fact;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;

/// Several listeners as one.
record Listeners(List<SweepListener> all) implements SweepListener {
    @Override
    public void recorded(Fact fact, SweepView view) {
        all.forEach(each -> each.recorded(fact, view));
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        all.forEach(each -> each.ticked(view, metadata));
    }

    @Override
    public void trouble(SweepException problem) {
        all.forEach(each -> each.trouble(problem));
    }
}
