package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.numeric.Directions;
import metta.sweep.numeric.Intercepts;
import metta.sweep.optimizer.Evidence.Item;

/// Prefers runs in directions in which there are few: the niches of NSGA-III (Deb and Jain, "An
/// evolutionary many-objective optimization algorithm using reference-point-based nondominated sorting
/// approach, part I", 2014, section IV).
///
/// Where they leave it to chance which run of a niche is taken, here it is the one that is nearest to the
/// direction.
record Niches() implements Preference {
    /// A run by what it is to the niches.
    ///
    /// @param direction the nearest, and how far it is from there
    private record Place(Item item, int direction, double distance) {}

    @Override
    public List<Item> preferred(List<Item> better, List<Item> front, int count) {
        var all = Stream.concat(better.stream(), front.stream()).toList();
        double[][] places = Intercepts.scaled(Fronts.losses(all));
        var directions = Directions.spread(places[0].length, better.size() + count);
        int[] members = new int[directions.length];
        for (int i = 0; i < better.size(); i++) {
            members[place(better.get(i), places[i], directions).direction()]++;
        }
        var left = new ArrayList<>(IntStream.range(0, front.size())
                .mapToObj(i -> place(front.get(i), places[better.size() + i], directions))
                .sorted(Comparator.comparingDouble(Place::distance))
                .toList());
        var preferred = new ArrayList<Item>();
        while (preferred.size() < count) {
            var next = left.stream()
                    .min(Comparator.comparingInt(each -> members[each.direction()]))
                    .orElseThrow();
            left.remove(next);
            members[next.direction()]++;
            preferred.add(next.item());
        }
        return preferred;
    }

    private static Place place(Item item, double[] losses, double[][] directions) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < directions.length; i++) {
            double distance = distance(losses, directions[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return new Place(item, nearest, least);
    }

    /// How far a point is from a line through the origin, squared.
    private static double distance(double[] point, double[] direction) {
        double along = 0;
        double length = 0;
        double far = 0;
        for (int i = 0; i < point.length; i++) {
            along += point[i] * direction[i];
            length += direction[i] * direction[i];
            far += point[i] * point[i];
        }
        return Math.max(0, far - along * along / length);
    }
}
