package metta.sweep.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.space.SearchSpace;

/// What a person believes of where the best configuration is: one coordinate does not depend on another.
///
/// @param priors by coordinate, where something is believed of it
record ExpertPriors(List<Coordinate> coordinates, List<Optional<ExpertPrior>> priors) {
    ExpertPriors {
        coordinates = List.copyOf(coordinates);
        priors = List.copyOf(priors);
    }

    static ExpertPriors of(SearchSpace space, List<Coordinate> coordinates) {
        return new ExpertPriors(
                coordinates,
                space.freeNames().stream()
                        .map(name -> Optional.ofNullable(space.beliefs().get(name))
                                .map(belief -> ExpertPrior.of(space.parameter(name), belief)))
                        .toList());
    }

    static ExpertPriors none(List<Coordinate> coordinates) {
        return new ExpertPriors(
                coordinates,
                Stream.generate(Optional::<ExpertPrior>empty)
                        .limit(coordinates.size())
                        .toList());
    }

    /// Those of these coordinates alone.
    ExpertPriors only(List<Integer> places) {
        return new ExpertPriors(
                places.stream().map(coordinates::get).toList(),
                places.stream().map(priors::get).toList());
    }

    /// Whether anything is believed.
    boolean any() {
        return priors.stream().anyMatch(Optional::isPresent);
    }

    Optional<ExpertPrior> at(int coordinate) {
        return priors.get(coordinate);
    }

    /// A draw of each coordinate: by what is believed of it, else as if nothing were known.
    Point draw(RandomGenerator random) {
        double[] drawn = new double[priors.size()];
        for (int i = 0; i < drawn.length; i++) {
            var prior = priors.get(i);
            drawn[i] = prior.isPresent()
                    ? prior.get().place(random.nextDouble())
                    : coordinates.get(i).draw(random);
        }
        return Point.of(drawn);
    }

    /// The point of the unit cube that a uniform one becomes.
    double[] moved(double[] unit) {
        double[] moved = unit.clone();
        for (int i = 0; i < moved.length; i++) {
            var prior = priors.get(i);
            if (prior.isPresent()) {
                moved[i] = inCube(i, prior.get().place(unit[i]));
            }
        }
        return moved;
    }

    private double inCube(int coordinate, double place) {
        return coordinates.get(coordinate) instanceof Choice choice ? choice.middle((int) place) : place;
    }

    /// The likeliest value of each parameter of which something is believed.
    Map<String, Object> likeliest(SearchSpace space) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < priors.size(); i++) {
            var name = space.freeNames().get(i);
            double place = priors.get(i).map(ExpertPrior::likeliest).orElse(0.0);
            if (priors.get(i).isPresent()) {
                values.put(name, space.parameter(name).decode(inCube(i, place)));
            }
        }
        return values;
    }

    /// The logarithm of the density at a point, over what takes part there.
    double logDensity(double[] point) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            if (priors.get(i).isPresent() && !Double.isNaN(point[i])) {
                sum += priors.get(i).get().logDensity(point[i]);
            }
        }
        return sum;
    }

    /// The derivative of [#logDensity] by a coordinate.
    double slope(double[] point, int coordinate) {
        return Double.isNaN(point[coordinate])
                ? 0
                : priors.get(coordinate)
                        .map(each -> each.slope(point[coordinate]))
                        .orElse(0.0);
    }
}
