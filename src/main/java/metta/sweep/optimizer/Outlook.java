package metta.sweep.optimizer;

/// What is to be expected at one point, see [GaussianProcess].
final class Outlook {
    private final double[] means;
    private final double deviation;
    private final double[][] meansByPlace;
    private final double[] deviationByPlace;

    Outlook(double[] means, double deviation, double[][] meansByPlace, double[] deviationByPlace) {
        this.means = means;
        this.deviation = deviation;
        this.meansByPlace = meansByPlace;
        this.deviationByPlace = deviationByPlace;
    }

    double mean(int set) {
        return means[set];
    }

    double deviation() {
        return deviation;
    }

    /// The derivative of [#mean] by a coordinate.
    double meanByPlace(int set, int coordinate) {
        return meansByPlace[set][coordinate];
    }

    /// The derivative of [#deviation] by a coordinate.
    double deviationByPlace(int coordinate) {
        return deviationByPlace[coordinate];
    }
}
