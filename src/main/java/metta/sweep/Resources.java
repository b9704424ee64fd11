package metta.sweep;

/// What one job occupies while it runs.
public record Resources(int cpus, int gpus, int nodes) {
    public static final Resources DEFAULT = new Resources(1, 0, 1);

    public Resources {
        if (cpus < 1 || gpus < 0 || nodes < 1) {
            throw new IllegalArgumentException(
                    "a job needs at least 1 cpu, 0 gpus and 1 node, got %d, %d and %d".formatted(cpus, gpus, nodes));
        }
    }
}
