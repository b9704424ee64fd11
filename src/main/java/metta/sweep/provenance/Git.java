package metta.sweep.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.process.Query;

/// Asks git about the repository that a folder lies in.
///
/// @param environment of this process
record Git(Path folder, Map<String, String> environment) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 20_000_000;
    private static final byte[] NO_INPUT = {};

    /// The same with other variables over those of this process.
    Git with(Map<String, String> more) {
        var all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Git(folder, all);
    }

    /// The commit that is checked out. Empty where the folder is in no repository, or in one without a commit, or where
    /// there is no git.
    ///
    /// @throws IOException if git answers otherwise, as it does where it does not trust the folder's owner
    Optional<String> commit() throws IOException {
        var answer = answer(NO_INPUT, "rev-parse", "--verify", "--quiet", "HEAD");
        boolean none = answer.exitCode() == 1
                || answer.notFound()
                || answer.complaint().contains("not a git repository");
        return none ? Optional.empty() : Optional.of(answer.text().strip());
    }

    /// The top folder of its working tree.
    Path root() throws IOException {
        return Path.of(text("rev-parse", "--show-toplevel").strip());
    }

    /// The names that it lists, which end with NUL.
    Stream<String> names(String... words) throws IOException {
        return Stream.of(text(words).split("\0")).filter(name -> !name.isEmpty());
    }

    String text(String... words) throws IOException {
        return answer(NO_INPUT, words).text();
    }

    byte[] bytes(String... words) throws IOException {
        return answer(NO_INPUT, words).bytes();
    }

    /// Tells it something.
    void tell(byte[] input, String... words) throws IOException {
        answer(input, words).bytes();
    }

    private Query.Answer answer(byte[] input, String... words) throws IOException {
        var all = with(Map.of("GIT_OPTIONAL_LOCKS", "0", "LC_ALL", "C")).environment;
        var command = new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false"));
        command.addAll(List.of(words));
        return new Query(folder, all, LONGEST, LARGEST_ANSWER).run(command, input);
    }
}
