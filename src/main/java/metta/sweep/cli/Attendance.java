package metta.sweep.cli;

import java.time.InstantSource;
import metta.sweep.Store;
import metta.sweep.SweepView;

/// A person at the terminal while a sweep runs: shows it, and lets Ctrl-C leave it.
record Attendance(Terminal terminal, InstantSource clock) {
    /// Runs the sweep to its end under the eyes of the person, and returns what it has become.
    SweepView attend(Order order, Folder folder, Store store) throws InterruptedException {
        var picture = new Picture(Aim.of(order), terminal.style(), terminal.width());
        var progress = new Progress(terminal, picture, clock);
        try (var _ = Interrupts.watch(() -> farewell(order))) {
            return new SweepOrchestratorTool(folder, store, clock).run(order, progress);
        } finally {
            progress.end();
        }
    }

    private void farewell(Order order) {
        terminal.err()
                .println(
                        "\nmetta: left sweep %s; jobs that run go on by themselves. Come back with the same command, or end it with: metta sweep stop %s"
                                .formatted(order.sweepId(), order.sweepId()));
    }
}
