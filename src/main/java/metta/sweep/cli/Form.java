package metta.sweep.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// How what a command reports can be printed.
enum Form {
    /// For people, as much of it as they need.
    TABLE,
    /// Rows with all that there is of each, uncut.
    WIDE,
    /// One document.
    JSON,
    /// Rows, each one document on a line.
    JSONL,
    /// Rows, for spreadsheets.
    CSV,
    /// The ids of the rows, one on a line.
    NAME;

    String word() {
        return Trees.word(this);
    }

    static List<String> words(List<Form> forms) {
        return forms.stream().map(Form::word).toList();
    }

    /// The words of all of them, for shells to complete.
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words(Arrays.asList(values())).iterator();
        }
    }
}
