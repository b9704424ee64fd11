package metta.sweep.cli;

import java.time.InstantSource;
import java.util.function.Consumer;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepView;

/// A person at the terminal while a sweep runs: shows it, and lets Ctrl-C leave it.
///
/// @param again the command that comes back to the sweep
/// @param doing what it does with one that has runs already
record Attendance(Terminal terminal, InstantSource clock, Typed again, String doing) {
    static final String STOPPING = "Stopping";

    Attendance(Terminal terminal, InstantSource clock, Typed again) {
        this(terminal, clock, again, Progress.GOING_ON);
    }

    /// Runs the sweep to its end under the eyes of the person, and returns what it has become.
    ///
    /// @param takeover whether to take it from a controller that runs it
    /// @param first is done once this process holds the sweep
    SweepView attend(Order order, Folder folder, Store store, boolean takeover, Consumer<Store> first)
            throws InterruptedException {
        var progress = new Progress(terminal, Aim.of(order), clock, doing);
        try (var _ = Interrupts.watch(() -> progress.leave(farewell(order)))) {
            return new SweepOrchestratorTool(folder, store, clock).run(order, progress, takeover, first);
        } catch (HeldException e) {
            throw e.at(again.places());
        } catch (SweepException e) {
            throw passes(e) ? new SweepException(e.exit(), e.getMessage() + "\nGo on with: " + again, e) : e;
        } finally {
            progress.end();
        }
    }

    private static boolean passes(SweepException problem) {
        return switch (problem.exit()) {
            case IO, TRY_AGAIN -> true;
            case FAILED, USAGE, NOT_FOUND, NOT_ALLOWED, HELD, BACKEND_MISSING, INTERRUPTED -> false;
        };
    }

    private String farewell(Order order) {
        return "\nmetta: left sweep %s; jobs that run go on by themselves.\nCome back with: %s\nEnd it with: metta sweep stop %s%s"
                .formatted(order.sweepId(), again, order.sweepId(), again.places());
    }
}
