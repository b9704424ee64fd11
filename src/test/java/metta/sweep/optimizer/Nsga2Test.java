package metta.sweep.optimizer;

import metta.sweep.Optimizer;

final class Nsga2Test implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.nsga2();
    }
}
