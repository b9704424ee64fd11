package metta.sweep.cli;

/// Emphasis on a terminal that shows it; plain text everywhere else.
record Style(boolean on) {
    static final Style PLAIN = new Style(false);

    String bold(String text) {
        return on ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return on ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String good(String text) {
        return on ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    String bad(String text) {
        return on ? "\u001b[31m" + text + "\u001b[0m" : text;
    }
}
