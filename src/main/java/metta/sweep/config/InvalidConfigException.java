package metta.sweep.config;

import java.util.List;
import java.util.stream.Collectors;
import metta.sweep.SweepException;

/// A file that does not say what it must. Fix it: the message has a line for every problem, in the file's order.
public final class InvalidConfigException extends SweepException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    public InvalidConfigException(List<ConfigProblem> problems) {
        super(Exit.USAGE, problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
