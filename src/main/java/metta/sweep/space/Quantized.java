package metta.sweep.space;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A range of which only the values `min`, `min + step`, `min + 2 step` … are taken: the nearest to what the range
/// itself would have been, so that they are spread as it is.
///
/// For uniform ranges there are [Stepped] and [IntStepped]. The values are whole where those of the range are.
public record Quantized(Parameter.Numeric of, double step) implements Parameter.Numeric {
    public Quantized {
        switch (of) {
            case LogNormal _, LogitNormal _, ReverseLog _, Gaussian _, LogGaussian _ -> {}
            case IntLog _ -> checkWhole(step);
            case Uniform _, Stepped _, IntUniform _, IntStepped _, Pow2 _, Quantized _ ->
                throw new InvalidParameterException("step", "this range has steps of its own");
        }
        var _ = steps(of, step);
    }

    @Override
    public Object decode(double u) {
        return value(steps().at(steps().nearest(number(of.decode(u)))));
    }

    @Override
    public double encode(Object value) {
        return of.encode(value(steps().at(steps().indexOf(value))));
    }

    @Override
    public boolean contains(Object value) {
        return of.contains(value) && steps().meet(value);
    }

    @Override
    public Stream<Object> values() {
        return LongStream.range(0, steps().size()).mapToObj(i -> value(steps().at(i)));
    }

    @Override
    public Interval cell(Object value) {
        long index = steps().indexOf(value);
        return new Interval(index == 0 ? 0 : edge(index), index == steps().size() - 1 ? 1 : edge(index + 1));
    }

    /// Where the room of a value begins: halfway from the one before it.
    private double edge(long index) {
        double halfway = Bounds.arithmeticMean(steps().at(index - 1), steps().at(index));
        return of instanceof IntLog whole
                ? whole.cell((long) StrictMath.ceil(halfway)).low()
                : of.encode(halfway);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(steps().size());
    }

    @Override
    public double center() {
        return of.center();
    }

    @Override
    public Scale scale() {
        return of.scale();
    }

    @Override
    public double unitCenter() {
        return encode(value(steps().at(steps().nearest(of.center()))));
    }

    private Object value(double number) {
        return of instanceof IntLog ? (Object) (long) number : (Object) number;
    }

    private Steps steps() {
        return steps(of, step);
    }

    private static Steps steps(Parameter.Numeric of, double step) {
        return new Steps(number(of.decode(0)), number(of.decode(1)), step);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static void checkWhole(double step) {
        if (step != StrictMath.rint(step)) {
            throw new InvalidParameterException(
                    "step", "step must be whole on a range of whole numbers, got %s".formatted(Values.text(step)));
        }
    }
}
