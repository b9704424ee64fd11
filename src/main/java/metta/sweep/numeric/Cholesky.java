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
                    subtract(matrix, above * size, matrix[above * size + row], row * size, row, size);
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
                    subtractFour(matrix, k * size, size, row);
                }
            }
        }
        return Optional.of(new Cholesky(size, matrix));
    }

    private static void subtract(double[] a, int from, double factor, int to, int start, int end) {
        for (int j = start; j < end; j++) {
            a[to + j] -= factor * a[from + j];
        }
    }

    /// Takes what four rows from `from` on explain of a later one.
    private static void subtractFour(double[] a, int from, int size, int row) {
        double one = a[from + row];
        double two = a[from + size + row];
        double three = a[from + 2 * size + row];
        double four = a[from + 3 * size + row];
        int to = row * size;
        for (int j = row; j < size; j++) {
            a[to + j] -= one * a[from + j]
                    + two * a[from + size + j]
                    + three * a[from + 2 * size + j]
                    + four * a[from + 3 * size + j];
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
        for (int k = 0; k < size; k++) {
            double pivot = columns[k * size + k];
            int from = k * width;
            for (int c = 0; c < width; c++) {
                b[from + c] /= pivot;
            }
            for (int row = k + 1; row < size; row++) {
                double factor = columns[k * size + row];
                int to = row * width;
                for (int c = 0; c < width; c++) {
                    b[to + c] -= factor * b[from + c];
                }
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
        double[] lower = new double[size * size];
        double[] inverse = new double[size * size];
        for (int k = 0; k < size; k++) {
            int row = k * size;
            lower[row + k] = 1;
            for (int j = 0; j < k; j++) {
                subtract(lower, j * size, columns[j * size + k], row, 0, j + 1);
            }
            double pivot = columns[row + k];
            for (int j = 0; j <= k; j++) {
                lower[row + j] /= pivot;
            }
            for (int i = 0; i <= k; i++) {
                add(lower, row, lower[row + i], inverse, i * size, i + 1);
            }
        }
        return inverse;
    }

    private static void add(double[] a, int from, double factor, double[] sums, int to, int length) {
        for (int j = 0; j < length; j++) {
            sums[to + j] += factor * a[from + j];
        }
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
    static double dot(double[] a, int from, double[] b, int start, int length) {
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
