package metta.sweep.cli;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/// The forms of what is no table of rows.
final class DocumentOutput extends OutputOption {
    private static final List<Form> FORMS = List.of(Form.TABLE, Form.JSON);

    /// Their words, for shells to complete.
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Form.words(FORMS).iterator();
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            completionCandidates = Words.class,
            description = "How to print it: ${COMPLETION-CANDIDATES}. Default: table, for people.")
    void output(String word) {
        choose(word);
    }

    @Override
    List<Form> forms() {
        return FORMS;
    }

    /// Whether a document was asked for.
    boolean json() {
        return form() == Form.JSON;
    }
}
