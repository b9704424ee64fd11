package metta.sweep.optimizer;

import metta.sweep.Optimizer;

final class DifferentialEvolutionTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.de();
    }
}
