package metta.sweep.cli;

import java.util.List;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
import metta.sweep.json.Json;
import picocli.CommandLine.Option;

/// In which form a command prints what it reports: options that all such commands share.
abstract class OutputOption {
    private Optional<String> output = Optional.empty();

    @Option(names = "--json", description = "The same as -o json.")
    private boolean json;

    /// Those that the command has.
    abstract List<Form> forms();

    final void choose(String word) {
        output = Optional.of(word);
    }

    /// The one that was asked for.
    ///
    /// @throws SweepException if there is no such form here, or two were asked for
    final Form form() {
        var asked = output.map(this::parse);
        if (json && asked.filter(each -> each != Form.JSON).isPresent()) {
            throw usage("--json means -o json, and -o %s asks for another form; give one of them"
                    .formatted(asked.get().word()));
        }
        return json ? Form.JSON : asked.orElse(Form.TABLE);
    }

    private Form parse(String word) {
        var known = List.of(Form.values());
        var form = known.stream().filter(each -> each.word().equals(word)).findFirst();
        if (form.isEmpty()) {
            throw usage("-o: unknown form '%s'%s".formatted(Spelling.shown(word), Spelling.hint(word, words())));
        }
        if (!forms().contains(form.get())) {
            throw usage("-o %s: nothing is printed in rows here; use -o %s"
                    .formatted(word, String.join(" or -o ", words())));
        }
        return form.get();
    }

    private List<String> words() {
        return Form.words(forms());
    }

    /// Prints a report in the form that was asked for.
    ///
    /// @param table prints it for people
    final void print(Terminal terminal, Report report, Runnable table) {
        switch (form()) {
            case TABLE -> table.run();
            case WIDE -> terminal.print(report.sheet().lines(terminal.style()));
            case JSON ->
                terminal.out().println(Json.writePretty(report.document().get()));
            case JSONL -> report.rows().get().forEach(row -> terminal.out().println(Json.write(row)));
            case CSV -> terminal.out().print(report.sheet().csv());
            case NAME -> terminal.print(report.names());
        }
    }

    static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }
}
