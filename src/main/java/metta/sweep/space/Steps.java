package metta.sweep.space;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The numbers `min`, `min + step`, `min + 2 step` … up to `max`, which is among them only if the steps meet it.
///
/// Steps are counted in decimal, so the third step of 0.1 is 0.3 and not 0.30000000000000004.
record Steps(double min, double max, double step) {
    Steps {
        Bounds.checkFinite("step", step);
        Bounds.checkAbove("step", step, 0, "");
        if (step < Math.ulp(Math.max(Math.abs(min), Math.abs(max)))) {
            throw new InvalidParameterException(
                    "step", "step %s is too small to be seen beside the bounds".formatted(Values.text(step)));
        }
        BigDecimal steps = steps(min, max, step);
        if (steps.signum() == 0) {
            throw new InvalidParameterException(
                    "step", "step must be at most max - min, got %s".formatted(Values.text(step)));
        }
        if (steps.compareTo(BigDecimal.valueOf(UnitInterval.MOST_BINS)) >= 0) {
            throw new InvalidParameterException(
                    "step",
                    "there are more than 2^50 steps between min %s and max %s"
                            .formatted(Values.text(min), Values.text(max)));
        }
    }

    double at(long index) {
        BigDecimal value = BigDecimal.valueOf(min).add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index)));
        return Math.min(value.doubleValue(), max);
    }

    long nearest(double number) {
        BigDecimal distance = BigDecimal.valueOf(number).subtract(BigDecimal.valueOf(min));
        long index = distance.divide(BigDecimal.valueOf(step), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return Math.clamp(index, 0, size() - 1);
    }

    boolean meet(Object value) {
        if (!Reals.within(value, min, max)) {
            return false;
        }
        double number = Reals.checked(value, min, max);
        return at(nearest(number)) == number;
    }

    /// Which of them the value is.
    ///
    /// @throws IllegalArgumentException if it is none
    long indexOf(Object value) {
        if (!meet(value)) {
            throw new IllegalArgumentException("must be one of %s, %s, … up to %s, got %s"
                    .formatted(Values.text(min), Values.text(at(1)), Values.text(max), Values.text(value)));
        }
        return nearest(Reals.checked(value, min, max));
    }

    long size() {
        return steps(min, max, step).longValueExact() + 1;
    }

    private static BigDecimal steps(double min, double max, double step) {
        BigDecimal span = BigDecimal.valueOf(max).subtract(BigDecimal.valueOf(min));
        return span.divideToIntegralValue(BigDecimal.valueOf(step));
    }
}
