package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Adam (Kingma and Ba 2015, algorithm 1) behind a clip of the gradient's length.
final class Adam {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;

    private final double learningRate;
    private final double epsilon;
    private final double longestGradient;
    private final float[] mean;
    private final float[] square;
    private int steps;

    Adam(int size, double learningRate, double epsilon, double longestGradient) {
        this.learningRate = learningRate;
        this.epsilon = epsilon;
        this.longestGradient = longestGradient;
        mean = new float[size];
        square = new float[size];
    }

    /// Moves `parameters` one step down `gradient`.
    void step(float[] parameters, float[] gradient) {
        steps++;
        float scale = (float) Math.min(1, longestGradient / (length(gradient) + 1e-8));
        float b1 = (float) BETA_1;
        float b2 = (float) BETA_2;
        float c1 = (float) (1 - BETA_1);
        float c2 = (float) (1 - BETA_2);
        // Both bias corrections folded into the step and epsilon, which spares a division per parameter.
        double correction = Math.sqrt(1 - StrictMath.pow(BETA_2, steps));
        float rate = (float) (learningRate * correction / (1 - StrictMath.pow(BETA_1, steps)));
        float eps = (float) (epsilon * correction);
        for (int i = 0; i < parameters.length; i++) {
            float slope = gradient[i] * scale;
            mean[i] = b1 * mean[i] + c1 * slope;
            square[i] = b2 * square[i] + c2 * slope * slope;
            parameters[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + eps);
        }
    }

    private static double length(float[] gradient) {
        double sum = 0;
        for (float slope : gradient) {
            sum += (double) slope * slope;
        }
        return Math.sqrt(sum);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(steps);
        Floats.write(out, mean);
        Floats.write(out, square);
    }

    void read(DataInput in) throws IOException {
        steps = in.readInt();
        Floats.read(in, mean);
        Floats.read(in, square);
    }
}
