package metta.sweep.optimizer;

import metta.sweep.Optimizer;

final class Nsga3Test implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.nsga3();
    }
}
