package metta.sweep.cli;

import java.util.List;
import picocli.CommandLine.Option;

/// The forms of what can be printed in rows: all there are.
final class RowsOutput extends OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            completionCandidates = Form.Words.class,
            description = "How to print it: ${COMPLETION-CANDIDATES}. Default: table.")
    void output(String word) {
        choose(word);
    }

    @Override
    List<Form> forms() {
        return List.of(Form.values());
    }
}
