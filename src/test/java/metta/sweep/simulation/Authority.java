package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import metta.sweep.simulation.Chaos.Fault;

/// Who may act. Between any two effects another controller can take the sweep over; and whoever acts outside the store
/// has let the store check its epoch since it last looked.
final class Authority {
    private final Chaos chaos;
    private final Rivals rivals;
    private boolean checked;
    private boolean outOfTime;

    /// Other controllers, which have their way while one is held up.
    interface Rivals {
        /// One takes the sweep over and acts once.
        void act();

        /// One takes the sweep over, and time goes by with others in charge.
        void actForLong();
    }

    Authority(Chaos chaos, Rivals rivals) {
        this.chaos = chaos;
        this.rivals = rivals;
    }

    /// Two effects are here apart.
    void betweenEffects() {
        if (chaos.strikes(Fault.TAKE_OVER_WITHIN_A_TICK)) {
            meanwhile(rivals::act);
        }
        if (chaos.strikes(Fault.STOPPED_WITHIN_A_TICK)) {
            meanwhile(rivals::actForLong);
            outOfTime = true;
        }
    }

    /// What was read was true then; by the time the answer arrives it is no more.
    void answerUnderWay() {
        if (chaos.strikes(Fault.STALE_READ)) {
            meanwhile(rivals::act);
        }
    }

    private void meanwhile(Runnable rival) {
        boolean before = checked;
        rival.run();
        checked = before;
    }

    void looked() {
        checked = false;
        outOfTime = false;
    }

    /// Whether who acts was stopped since it looked, so that what it saw may be long past.
    boolean outOfTime() {
        return outOfTime;
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
