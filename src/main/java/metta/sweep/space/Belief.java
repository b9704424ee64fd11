package metta.sweep.space;

import java.util.List;

/// Where a person believes the best value of a parameter to be, before anything is tried.
public sealed interface Belief {
    /// Refuses what cannot be said of this parameter.
    ///
    /// @throws InvalidParameterException if it has no such values
    void check(Parameter parameter);

    /// Between two values, both included, with that probability; else anywhere.
    ///
    /// @param confidence above 0 and below 1, as nobody is sure
    record Between(Object min, Object max, double confidence) implements Belief {
        /// Where nobody says how sure they are.
        public static final double USUAL_CONFIDENCE = 0.8;

        public Between {
            min = Values.canonical(min);
            max = Values.canonical(max);
            if (!(confidence > 0 && confidence < 1)) {
                throw new InvalidParameterException(
                        "confidence", "confidence must be above 0 and below 1, got " + Values.text(confidence));
            }
        }

        @Override
        public void check(Parameter parameter) {
            if (!(parameter instanceof Parameter.Numeric)) {
                throw new InvalidParameterException("prior", "only a range has a 'min' and a 'max'");
            }
            checkTaken("min", min, parameter);
            checkTaken("max", max, parameter);
            if (!(part(parameter).width() > 0)) {
                throw new InvalidParameterException(
                        "max",
                        "max must be above min, got min %s and max %s".formatted(Values.text(min), Values.text(max)));
            }
        }

        private static void checkTaken(String part, Object value, Parameter parameter) {
            if (!parameter.contains(value)) {
                throw new InvalidParameterException(
                        part, "%s is none of the values that are searched".formatted(Values.text(value)));
            }
        }

        /// The part of [0, 1] that decodes to these values.
        public Interval part(Parameter parameter) {
            return parameter.cardinality().isPresent()
                    ? new Interval(
                            parameter.cell(min).low(), parameter.cell(max).high())
                    : new Interval(parameter.encode(min), parameter.encode(max));
        }
    }

    /// One of several choices, each as likely as its weight says beside the others'.
    ///
    /// @param weights in the order of the choices
    record Weighted(List<Double> weights) implements Belief {
        public Weighted {
            weights = List.copyOf(weights);
        }

        @Override
        public void check(Parameter parameter) {
            if (!(parameter instanceof Categorical choice)) {
                throw new InvalidParameterException("prior", "only choices have weights");
            }
            var _ = new Categorical(choice.choices(), weights, choice.ordered());
        }
    }
}
