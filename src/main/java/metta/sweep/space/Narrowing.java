package metta.sweep.space;

import java.util.List;
import java.util.Optional;

/// What a parameter may still be once the parameters before it are chosen, so that the constraints it decides are
/// satisfied by construction.
///
/// Of a parameter with few values those that satisfy them keep their room beside each other; the range of a number
/// ends where a comparison with it says so. Whatever else a constraint says, is seen once everything is chosen.
///
/// @param constraints those that this parameter is the last to decide
record Narrowing(String key, Parameter parameter, List<Formula> constraints, Assembly before) {
    /// Of more values than that, not each is tried.
    private static final int FEW = 1024;

    /// The value at `u` of what is left; nothing where nothing is.
    Optional<Object> decode(double u) {
        if (constraints.isEmpty()) {
            return Optional.of(parameter.decode(u));
        }
        return few() ? one(allowed(), u) : range().map(range -> within(range, u));
    }

    /// Where in what is left a value lies; a value that is none of that lies where it would without constraints.
    double encode(Object value) {
        if (constraints.isEmpty()) {
            return parameter.encode(value);
        }
        return few()
                ? place(allowed(), value)
                : range().map(range -> fraction(part(range), parameter.encode(value)))
                        .orElseGet(() -> parameter.encode(value));
    }

    private boolean few() {
        return parameter.cardinality().orElse(Long.MAX_VALUE) <= FEW;
    }

    private List<Object> allowed() {
        return parameter.values().filter(this::allows).toList();
    }

    private boolean allows(Object value) {
        before.choose(key, value);
        boolean allowed = constraints.stream().allMatch(before::satisfies);
        before.takeBack(key);
        return allowed;
    }

    private Optional<Object> one(List<Object> allowed, double u) {
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        double left = UnitInterval.check(u) * room(allowed);
        int index = -1;
        do {
            index++;
            left -= parameter.cell(allowed.get(index)).width();
        } while (left >= 0 && index < allowed.size() - 1);
        return Optional.of(allowed.get(index));
    }

    private double place(List<Object> allowed, Object value) {
        int index = allowed.indexOf(value);
        if (index < 0) {
            return parameter.encode(value);
        }
        return (room(allowed.subList(0, index)) + parameter.cell(value).width() / 2) / room(allowed);
    }

    private double room(List<Object> values) {
        return values.stream().mapToDouble(each -> parameter.cell(each).width()).sum();
    }

    /// The bounds that comparisons leave.
    private Optional<Interval> range() {
        var range = new Interval(number(parameter.decode(0)), number(parameter.decode(1)));
        for (var constraint : constraints) {
            range = constraint.narrowed(key, range, before::value);
        }
        var bounds = whole() ? new Interval(StrictMath.ceil(range.low()), StrictMath.floor(range.high())) : range;
        return bounds.empty() ? Optional.empty() : Optional.of(bounds);
    }

    /// The part of [0, 1] between these bounds. All of it where its values are counted in steps: those are seen once
    /// everything is chosen.
    private Interval part(Interval range) {
        return switch (parameter) {
            case IntUniform _, IntLog _ ->
                new Interval(
                        parameter.cell((long) range.low()).low(),
                        parameter.cell((long) range.high()).high());
            case Uniform _, LogNormal _, LogitNormal _, ReverseLog _, Gaussian _, LogGaussian _ ->
                new Interval(parameter.encode(range.low()), parameter.encode(range.high()));
            default -> new Interval(0, 1);
        };
    }

    private Object within(Interval range, double u) {
        var part = part(range);
        var value = parameter.decode(UnitInterval.interpolate(part.low(), part.high(), u));
        return whole() ? Math.clamp((long) value, (long) range.low(), (long) range.high()) : value;
    }

    private boolean whole() {
        return parameter instanceof IntUniform || parameter instanceof IntLog;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double fraction(Interval part, double u) {
        return part.width() == 0 ? 0.5 : UnitInterval.fraction(part.low(), part.high(), u);
    }
}
