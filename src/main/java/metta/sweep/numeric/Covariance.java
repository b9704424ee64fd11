package metta.sweep.numeric;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/// A symmetric positive definite matrix with its eigenvalues and eigenvectors, n by n; n may be 0.
public final class Covariance {
    /// What an eigenvalue has at least of the largest one: less is nothing but rounding.
    private static final double LEAST = 1e-15;

    private final double[][] values;
    private final double[] roots;
    private final double[][] vectors;

    private Covariance(double[][] values, double[] roots, double[][] vectors) {
        this.values = values;
        this.roots = roots;
        this.vectors = vectors;
    }

    public static Covariance identity(int n) {
        double[][] one = new double[n][n];
        double[] roots = new double[n];
        for (int i = 0; i < n; i++) {
            one[i][i] = 1;
            roots[i] = 1;
        }
        return new Covariance(one, roots, one);
    }

    /// The matrix with these values, or the nearest one that is positive definite to a double's precision.
    ///
    /// @param values n by n, symmetric and finite, at least one eigenvalue positive
    public static Covariance of(double[][] values) {
        int n = values.length;
        if (n == 0) {
            return identity(0);
        }
        var found = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(values));
        double[] eigenvalues = found.getEigenvalues();
        double largest = 0;
        for (double each : eigenvalues) {
            largest = Math.max(largest, each);
        }
        double[] roots = new double[n];
        double[][] vectors = found.getV().getData();
        boolean definite = true;
        for (int i = 0; i < n; i++) {
            definite &= eigenvalues[i] >= LEAST * largest;
            roots[i] = Math.sqrt(Math.max(eigenvalues[i], LEAST * largest));
        }
        return new Covariance(definite ? copy(values) : product(roots, vectors), roots, vectors);
    }

    private static double[][] copy(double[][] values) {
        double[][] copy = new double[values.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i].clone();
        }
        return copy;
    }

    private static double[][] product(double[] roots, double[][] vectors) {
        int n = roots.length;
        double[][] product = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += vectors[i][k] * roots[k] * roots[k] * vectors[j][k];
                }
                product[i][j] = sum;
                product[j][i] = sum;
            }
        }
        return product;
    }

    public int size() {
        return roots.length;
    }

    public double at(int row, int column) {
        return values[row][column];
    }

    /// What standard normal draws, one along each eigenvector, become: draws with this covariance.
    public double[] coloured(double[] normals) {
        double[] stretched = new double[roots.length];
        for (int k = 0; k < roots.length; k++) {
            stretched[k] = roots[k] * normals[k];
        }
        return composed(stretched);
    }

    /// What draws with this covariance become when it is taken from them: a vector times the inverse of the symmetric
    /// root.
    public double[] whitened(double[] vector) {
        double[] along = new double[roots.length];
        for (int k = 0; k < roots.length; k++) {
            double sum = 0;
            for (int i = 0; i < roots.length; i++) {
                sum += vectors[i][k] * vector[i];
            }
            along[k] = sum / roots[k];
        }
        return composed(along);
    }

    private double[] composed(double[] along) {
        double[] vector = new double[along.length];
        for (int i = 0; i < vector.length; i++) {
            double sum = 0;
            for (int k = 0; k < along.length; k++) {
                sum += vectors[i][k] * along[k];
            }
            vector[i] = sum;
        }
        return vector;
    }

    /// The largest eigenvalue divided by the smallest; 1 where there are none.
    public double condition() {
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (double each : roots) {
            largest = Math.max(largest, each);
            smallest = Math.min(smallest, each);
        }
        return roots.length == 0 ? 1 : largest / smallest * (largest / smallest);
    }
}
