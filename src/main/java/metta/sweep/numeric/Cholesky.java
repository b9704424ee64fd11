package metta.sweep.numeric;

import java.util.Arrays;
import java.util.Optional;

/// The factor of a symmetric positive definite n×n matrix: `A = L Lᵀ`, L a lower triangle.
///
/// Matrices are rows one after the other. Products and sums are rounded one by one, so that results
/// are the same on every machine.
public final class Cholesky {
    private final int size;

    /// L by columns: column k is at `k * size + k`, from its diagonal on.
    private final double[] columns;

    private Cholesky(int size, double[] columns) {
        this.size = size;
        this.columns = columns;
    }

    /// The factor; nothing if the matrix is not positive definite, as far as a double can tell.
    ///
    /// @param matrix n×n, of which the upper triangle is read; it is overwritten
    public static Optional<Cholesky> of(double[] matrix, int size) {
        for (int k = 0; k < size; k += 4) {
            int end = Math.min(k + 4, size);
            for (int row = k; row < end; row++) {
                for (int above = k; above < row; above++) {
                    double factor = matrix[above * size + row];
                    subtract(matrix, above * size + row, factor, matrix, row * size + row, size - row);
                }
                double pivot = matrix[row * size + row];
                if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                    return Optional.empty();
                }
                double root = Math.sqrt(pivot);
                for (int j = row; j < size; j++) {
                    matrix[row * size + j] /= root;
                }
            }
            if (end == k + 4) {
                for (int row = end; row < size; row++) {
                    int first = k * size + row;
                    subtractFour(matrix, first, size, matrix, first, size, matrix, row * size + row, size - row);
                }
            }
        }
        return Optional.of(new Cholesky(size, matrix));
    }

    private static void subtract(double[] a, int from, double factor, double[] sums, int to, int length) {
        for (int j = 0; j < length; j++) {
            sums[to + j] -= factor * a[from + j];
        }
    }

    /// Takes from the numbers at `to` four rows of `width` numbers at `from`, each by a factor.
    ///
    /// @param factors of `size` numbers a row; those wanted are below each other, the first at `first`
    private static void subtractFour(
            double[] factors, int first, int size, double[] a, int from, int width, double[] sums, int to, int length) {
        double one = factors[first];
        double two = factors[first + size];
        double three = factors[first + 2 * size];
        double four = factors[first + 3 * size];
        for (int j = 0; j < length; j++) {
            sums[to + j] -= one * a[from + j]
                    + two * a[from + width + j]
                    + three * a[from + 2 * width + j]
                    + four * a[from + 3 * width + j];
        }
    }

    public int size() {
        return size;
    }

    public double logDeterminant() {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += StrictMath.log(columns[k * size + k]);
        }
        return 2 * sum;
    }

    /// Makes the n×m matrix B into `L⁻¹ B`.
    public void solveLower(double[] b, int width) {
        for (int row = 0; row < size; row++) {
            int to = row * width;
            int k = 0;
            for (; k + 3 < row; k += 4) {
                subtractFour(columns, k * size + row, size, b, k * width, width, b, to, width);
            }
            for (; k < row; k++) {
                subtract(b, k * width, columns[k * size + row], b, to, width);
            }
            double pivot = columns[row * size + row];
            for (int c = 0; c < width; c++) {
                b[to + c] /= pivot;
            }
        }
    }

    /// Makes the vector b of n into `L⁻¹ b`.
    public void solveLower(double[] b) {
        for (int k = 0; k < size; k++) {
            double solved = b[k] / columns[k * size + k];
            b[k] = solved;
            int column = k * size;
            for (int row = k + 1; row < size; row++) {
                b[row] -= solved * columns[column + row];
            }
        }
    }

    /// Makes the vector b of n into `L⁻ᵀ b`.
    public void solveUpper(double[] b) {
        for (int k = size - 1; k >= 0; k--) {
            b[k] = (b[k] - dot(columns, k * size + k + 1, b, k + 1, size - k - 1)) / columns[k * size + k];
        }
    }

    /// The vector `A⁻¹ b` for a vector b of n.
    public double[] solve(double[] b) {
        double[] solved = b.clone();
        solveLower(solved);
        solveUpper(solved);
        return solved;
    }

    /// `A⁻¹`, of which the lower triangle is given.
    public double[] inverse() {
        double[] lower = inverseOfLower();
        double[] inverse = new double[size * size];
        int k = 0;
        for (; k + 3 < size; k += 4) {
            for (int row = 0; row < k + 4; row++) {
                int from = k * size;
                subtractFour(lower, from + row, size, lower, from, size, inverse, row * size, row + 1);
            }
        }
        for (; k < size; k++) {
            for (int row = 0; row <= k; row++) {
                subtract(lower, k * size, lower[k * size + row], inverse, row * size, row + 1);
            }
        }
        Arrays.setAll(inverse, i -> -inverse[i]);
        return inverse;
    }

    /// `L⁻¹`
    private double[] inverseOfLower() {
        double[] lower = new double[size * size];
        for (int row = 0; row < size; row++) {
            int to = row * size;
            lower[to + row] = 1;
            int k = 0;
            for (; k + 3 < row; k += 4) {
                subtractFour(columns, k * size + row, size, lower, k * size, size, lower, to, k + 4);
            }
            for (; k < row; k++) {
                subtract(lower, k * size, columns[k * size + row], lower, to, k + 1);
            }
            double pivot = columns[to + row];
            for (int j = 0; j <= row; j++) {
                lower[to + j] /= pivot;
            }
        }
        return lower;
    }

    /// The factor of the matrix with m more rows and columns; nothing if that is not positive
    /// definite.
    ///
    /// @param cross n×m
    /// @param corner m×m, of which the upper triangle is read
    public Optional<Cholesky> extended(double[] cross, double[] corner, int more) {
        double[] solved = cross.clone();
        solveLower(solved, more);
        double[] rest = corner.clone();
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < more; i++) {
                double factor = solved[k * more + i];
                for (int j = i; j < more; j++) {
                    rest[i * more + j] -= factor * solved[k * more + j];
                }
            }
        }
        return of(rest, more).map(tail -> joined(solved, tail, more));
    }

    private Cholesky joined(double[] solved, Cholesky tail, int more) {
        int sum = size + more;
        double[] all = new double[sum * sum];
        for (int k = 0; k < size; k++) {
            System.arraycopy(columns, k * size + k, all, k * sum + k, size - k);
            System.arraycopy(solved, k * more, all, k * sum + size, more);
        }
        for (int k = 0; k < more; k++) {
            System.arraycopy(tail.columns, k * more + k, all, (size + k) * sum + size + k, more - k);
        }
        return new Cholesky(sum, all);
    }

    /// L times a vector of n.
    public double[] times(double[] vector) {
        double[] product = new double[size];
        for (int k = 0; k < size; k++) {
            for (int row = k; row < size; row++) {
                product[row] += vector[k] * columns[k * size + row];
            }
        }
        return product;
    }

    /// The sum of products, in an order of its own that is always the same.
    public static double dot(double[] a, int from, double[] b, int start, int length) {
        double one = 0;
        double two = 0;
        double three = 0;
        double four = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            one += a[from + i] * b[start + i];
            two += a[from + i + 1] * b[start + i + 1];
            three += a[from + i + 2] * b[start + i + 2];
            four += a[from + i + 3] * b[start + i + 3];
        }
        for (; i < length; i++) {
            one += a[from + i] * b[start + i];
        }
        return one + two + (three + four);
    }

    @Override
    public String toString() {
        return "Cholesky" + Arrays.toString(columns);
    }
}
