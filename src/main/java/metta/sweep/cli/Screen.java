package metta.sweep.cli;

import java.util.List;
import metta.sweep.telemetry.Values;

/// A few lines at the bottom of a terminal that are drawn again and again, with ordinary lines scrolling by above them.
final class Screen {
    private Terminal terminal;
    private List<String> drawn = List.of();
    private boolean left;

    Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Draws `lines` in the place of those drawn before; no more of them than the cursor can go back over.
    synchronized void draw(List<String> lines) {
        if (left) {
            return;
        }
        var text = new StringBuilder(erase());
        drawn = lines.stream().limit(Math.max(1, terminal.height() - 1)).toList();
        drawn.forEach(line -> text.append(line).append('\n'));
        terminal.err().print(text);
        terminal.err().flush();
    }

    /// Prints a line that stays.
    synchronized void say(String line) {
        terminal.err().print(erase() + line + "\n");
        terminal.err().flush();
        drawn = List.of();
    }

    /// Prints lines that stay, and draws nothing any more: also where another thread is about to.
    synchronized void leave(String words) {
        say(words);
        left = true;
    }

    void clear() {
        draw(List.of());
    }

    /// The terminal may have another size now. Lines that are drawn are broken where it has become narrower than
    /// they are.
    synchronized void on(Terminal resized) {
        terminal = resized;
    }

    private String erase() {
        int rows = drawn.stream().mapToInt(this::rows).sum();
        return rows == 0 ? "" : "\r\u001b[" + rows + "A\u001b[J";
    }

    private int rows(String line) {
        int columns = Columns.of(Values.withoutColours(line));
        return Math.max(1, Math.ceilDiv(columns, terminal.width()));
    }
}
