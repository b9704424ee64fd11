package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import metta.sweep.simulation.Chaos.Fault;

/// Who may act. Between any two effects another controller can take the sweep over; and whoever acts outside the store
/// has let the store check its epoch since it last looked.
final class Authority {
    private final Chaos chaos;
    private final Runnable takeOver;
    private boolean checked;

    Authority(Chaos chaos, Runnable takeOver) {
        this.chaos = chaos;
        this.takeOver = takeOver;
    }

    /// Two effects are here apart.
    void betweenEffects() {
        if (chaos.strikes(Fault.TAKE_OVER_WITHIN_A_TICK)) {
            boolean before = checked;
            takeOver.run();
            checked = before;
        }
    }

    void looked() {
        checked = false;
    }

    void epochChecked() {
        checked = true;
    }

    void assertMayAct() {
        assertThat(checked)
                .as("old-epoch-changes-nothing: the epoch is checked before anything is done outside")
                .isTrue();
    }
}
