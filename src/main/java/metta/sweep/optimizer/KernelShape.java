package metta.sweep.optimizer;

/// Which functions a [Kernel] is made of: a Matérn function of the distance between two points and a
/// polynomial of the product of their places (Rasmussen and Williams, "Gaussian Processes for Machine
/// Learning", 2006, sections 4.2.1 and 4.2.2).
enum KernelShape {
    /// Smoothness 5/2, and second degree, which finds the bottom of a bowl from few points.
    BOWL(5) {
        @Override
        double alike(double s) {
            return 1 + s + s * s / 3;
        }

        @Override
        double fall(double s) {
            return 5.0 / 6 * (1 + s);
        }

        @Override
        double polynomial(double product) {
            return (1 + product) * (1 + product);
        }

        @Override
        double rise(double product) {
            return 2 * (1 + product);
        }
    },

    /// Smoothness 3/2, and first degree: rougher, around a slope.
    SLOPE(3) {
        @Override
        double alike(double s) {
            return 1 + s;
        }

        @Override
        double fall(double s) {
            return 1.5;
        }

        @Override
        double polynomial(double product) {
            return 1 + product;
        }

        @Override
        double rise(double product) {
            return 1;
        }
    };

    private final double square;

    KernelShape(double square) {
        this.square = square;
    }

    /// The factor of a squared distance in `s²`, by which the Matérn function is written.
    double square() {
        return square;
    }

    /// The Matérn function times `exp(s)`.
    abstract double alike(double s);

    /// How fast the Matérn function falls with the squared distance, times `exp(s)`.
    abstract double fall(double s);

    /// The polynomial's value for a product of places.
    abstract double polynomial(double product);

    /// How fast [#polynomial] rises with the product.
    abstract double rise(double product);
}
