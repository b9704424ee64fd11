package metta.sweep.cli;

import java.util.List;

/// A few lines at the bottom of a terminal that are drawn again and again, with ordinary lines scrolling by above them.
final class Screen {
    private final Terminal terminal;
    private int drawn;

    Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Draws `lines` in the place of those drawn before; no more of them than the cursor can go back over.
    void draw(List<String> lines) {
        var text = new StringBuilder(erase());
        drawn = Math.min(lines.size(), Math.max(1, terminal.height() - 1));
        lines.stream().limit(drawn).forEach(line -> text.append(line).append('\n'));
        terminal.err().print(text);
        terminal.err().flush();
    }

    /// Prints a line that stays.
    void say(String line) {
        terminal.err().print(erase() + line + "\n");
        terminal.err().flush();
        drawn = 0;
    }

    void clear() {
        draw(List.of());
    }

    private String erase() {
        return drawn == 0 ? "" : "\r\u001b[" + drawn + "A\u001b[J";
    }
}
