package metta.sweep.config;

import metta.sweep.Resources;

/// What an hour costs, in whatever currency: of a machine, and on top of that of each CPU and each GPU in it.
public record Prices(double node, double cpu, double gpu) {
    public static final Prices NONE = new Prices(0, 0, 0);

    public Prices {
        if (!(node >= 0 && cpu >= 0 && gpu >= 0)) {
            throw new IllegalArgumentException(
                    "prices must be at least 0, got %s, %s and %s".formatted(node, cpu, gpu));
        }
    }

    /// What a job costs in an hour.
    public double perHour(Resources resources) {
        return resources.nodes() * (node + resources.cpus() * cpu + resources.gpus() * gpu);
    }
}
