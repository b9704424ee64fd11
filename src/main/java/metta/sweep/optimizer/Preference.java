package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.numeric.Crowding;
import metta.sweep.numeric.Hypervolume;
import metta.sweep.numeric.UnitScale;
import metta.sweep.optimizer.Evidence.Item;

/// Which runs are preferred among those none of which is better than another.
sealed interface Preference permits Preference.Room, Preference.Volume, Niches {
    /// So many of a front, the most preferred first.
    ///
    /// @param better those of the fronts before it
    /// @param count at most as many as are on the front
    List<Item> preferred(List<Item> better, List<Item> front, int count);

    /// Those with the most room for themselves (NSGA-II's, see [Crowding]).
    record Room() implements Preference {
        @Override
        public List<Item> preferred(List<Item> better, List<Item> front, int count) {
            double[] distances = Crowding.distances(Fronts.losses(front));
            return IntStream.range(0, front.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer each) -> distances[each])
                            .reversed())
                    .limit(count)
                    .map(front::get)
                    .toList();
        }
    }

    /// Those that together dominate most, found one after the other; in many objectives, where that would
    /// take long, those with the most room.
    record Volume() implements Preference {
        private static final int MOST_OBJECTIVES = 4;

        /// How far behind the worst of a front the point lies up to which volumes are measured, in shares
        /// of the way from the best to the worst.
        private static final double BEHIND = 0.1;

        @Override
        public List<Item> preferred(List<Item> better, List<Item> front, int count) {
            if (count == front.size()) {
                return front;
            }
            double[][] losses = UnitScale.of(Fronts.losses(front));
            if (losses[0].length > MOST_OBJECTIVES) {
                return new Room().preferred(better, front, count);
            }
            return Arrays.stream(Hypervolume.subset(losses, reference(losses[0].length), count))
                    .mapToObj(front::get)
                    .toList();
        }

        /// What would be lost without each of some runs of the volume that they dominate; nothing in many
        /// objectives.
        static double[] shares(List<Item> items) {
            double[][] losses = UnitScale.of(Fronts.losses(items));
            return items.isEmpty() || losses[0].length > MOST_OBJECTIVES
                    ? new double[items.size()]
                    : Hypervolume.contributions(losses, reference(losses[0].length));
        }

        private static double[] reference(int objectives) {
            double[] reference = new double[objectives];
            Arrays.fill(reference, 1 + BEHIND);
            return reference;
        }
    }
}
