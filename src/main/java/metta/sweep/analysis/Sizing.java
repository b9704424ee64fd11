package metta.sweep.analysis;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import metta.sweep.Resources;

/// How many jobs a machine has room for, and how long one may take, by what jobs have used there.
///
/// @param asked what a job was given
/// @param evaluation where the program has one
public record Sizing(Machine machine, Resources asked, Usage training, Optional<Usage> evaluation) {
    /// Of the memory, what is left to the system and to the controller.
    public static final double SPARED = 0.1;

    /// What is added to the most memory that a job was seen to hold: samples are seconds apart.
    public static final double MARGIN = 0.2;

    /// How many times as long as the longest job another one may take.
    public static final int PATIENCE = 3;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST = 1_000;

    /// So much of a further CPU is not worth having it.
    private static final double SLACK = 0.25;

    /// How many evaluations run beside the trainings unless somebody says otherwise.
    private static final int EVALUATIONS = 2;

    /// What a machine has.
    public record Machine(int cpus, int gpus, long memoryBytes) {}

    /// CPUs that a training keeps busy, and at least one.
    public int cpusEach() {
        return Math.max(1, (int) Math.ceil(training.cpus() - SLACK));
    }

    /// How many trainings there are CPUs for. Evaluations run beside them.
    public int byCpus() {
        return machine.cpus() / cpusEach();
    }

    /// How many trainings there are GPUs for, where they use any.
    public OptionalInt byGpus() {
        return asked.gpus() == 0 ? OptionalInt.empty() : OptionalInt.of(machine.gpus() / asked.gpus());
    }

    /// How many trainings there is memory for with their evaluations beside them, where it was measured.
    public OptionalInt byMemory() {
        double room = machine.memoryBytes() * (1 - SPARED);
        return training.measured() == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) IntStream.rangeClosed(1, MOST)
                        .takeWhile(trainings -> bytes(trainings) <= room)
                        .count());
    }

    private double bytes(int trainings) {
        long evaluations = evaluation.map(Usage::memoryBytes).orElse(0L) * evaluations(trainings);
        return (training.memoryBytes() * (double) trainings + evaluations) * (1 + MARGIN);
    }

    private static int evaluations(int trainings) {
        return Math.min(EVALUATIONS, trainings);
    }

    /// How many trainings at once: as many as there is room for in each respect, and at least one.
    public int trainings() {
        int room = Math.min(byCpus(), Math.min(byGpus().orElse(MOST), byMemory().orElse(MOST)));
        return Math.max(1, room);
    }

    /// How many evaluations beside them.
    public int evaluations() {
        return evaluations(trainings());
    }

    /// For how long the longest job of all ran.
    public Duration longest() {
        var evaluated = evaluation.map(Usage::longest).orElse(Duration.ZERO);
        return evaluated.compareTo(training.longest()) > 0 ? evaluated : training.longest();
    }

    /// After how long a job is sure to hang, in whole minutes.
    public Duration timeout() {
        return MINUTE.multipliedBy(longest().multipliedBy(PATIENCE).dividedBy(MINUTE) + 1);
    }
}
