package metta.sweep.recipe;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs something in the place and the environment of a recipe's training, to be told something.
record Inquiry(PythonScript program) {
    private static final long LONGEST_SECONDS = 120;
    private static final Pattern SYNTAX = Pattern.compile("(Syntax|Indentation|Tab)Error: .*");
    private static final Pattern PLACE = Pattern.compile("(?m)^ *File \"(.*)\", line (\\d+)$");

    /// Why there is no answer; empty if there is one.
    ///
    /// @param out where its standard output goes
    Optional<String> run(List<String> words, Optional<Path> out) throws IOException, InterruptedException {
        var log = Files.createTempFile("metta-options", ".log");
        try {
            var builder = new ProcessBuilder(words)
                    .directory(program.directory().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectError(log.toFile())
                    .redirectOutput(out.orElse(log).toFile());
            builder.environment().putAll(program.variables());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            var process = builder.start();
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.of("it did not answer within %d seconds".formatted(LONGEST_SECONDS));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(problem(log, process.exitValue()));
        } finally {
            Files.delete(log);
        }
    }

    private static String problem(Path log, int exit) throws IOException {
        var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
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
