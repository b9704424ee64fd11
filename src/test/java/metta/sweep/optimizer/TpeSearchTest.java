package metta.sweep.optimizer;

import metta.sweep.Optimizer;

final class TpeSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.tpe();
    }
}
