package metta.sweep.recipe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import metta.sweep.process.Query;

/// Runs something in the place and the environment of a recipe's training, to be told something.
///
/// @param environment of this process
record Inquiry(PythonScript program, Map<String, String> environment) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int LONGEST_ANSWER = 10_000_000;
    private static final byte[] NO_INPUT = {};
    private static final Pattern SYNTAX = Pattern.compile("(Syntax|Indentation|Tab)Error: .*");
    private static final Pattern PLACE = Pattern.compile("(?m)^ *File \"(.*)\", line (\\d+)$");

    Query.Answer run(List<String> words) throws IOException, InterruptedException {
        var all = new LinkedHashMap<>(environment);
        all.putAll(program.variables());
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            return new Query(program.directory(), all, LONGEST, LONGEST_ANSWER).run(words, NO_INPUT);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    /// Why there is no answer; empty if there is one.
    static Optional<String> problem(Query.Answer answer) {
        return answer.exitCode() == 0 ? Optional.empty() : Optional.of(problem(answer.complaint(), answer.exitCode()));
    }

    private static String problem(String text, int exit) {
        var last = text.substring(text.lastIndexOf('\n') + 1);
        if (SYNTAX.matcher(last).matches()) {
            var place = PLACE.matcher(text).results().reduce((_, later) -> later);
            return last
                    + place.map(it -> " (%s, line %s)".formatted(it.group(1), it.group(2)))
                            .orElse("");
        }
        return "it ended with %d%s".formatted(exit, text.isEmpty() ? "" : ": " + last);
    }
}
