package metta.sweep;

/// Somebody who is told what a controller does, such as a log or a live display.
public interface SweepListener {
    SweepListener NONE = new SweepListener() {};

    /// This controller now holds a sweep that has runs already.
    default void resumed(Overview before) {}

    /// A fact has been recorded.
    ///
    /// @param view the sweep with the fact in it
    default void recorded(Fact fact, SweepView view) {}

    /// An iteration is over.
    default void ticked(SweepView view, SweepMetadata metadata) {}

    /// People should know this, but nothing has failed.
    default void warning(String words) {}

    /// Something failed and will be tried again.
    default void trouble(SweepException problem) {}
}
