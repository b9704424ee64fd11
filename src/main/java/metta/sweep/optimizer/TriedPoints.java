package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import metta.sweep.Observation;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// The points of a grid that ended runs have tried, kept from one question to the next.
///
/// A cache and no memory: [#takeIn] holds it against all observations, so it never knows more than
/// they say. For an observation that is the object it was before, that compares two references; only
/// new ones are looked up in the grid.
final class TriedPoints {
    private final SearchSpace space;
    private final Grid grid;
    private final List<Observation> learnt = new ArrayList<>();
    private final Intervals indices = new Intervals();

    TriedPoints(SearchSpace space, Grid grid) {
        this.space = space;
        this.grid = grid;
    }

    SearchSpace space() {
        return space;
    }

    Grid grid() {
        return grid;
    }

    /// Learns what is new in the observations; false if they contradict, or leave out, what was learnt
    /// before, after which this one is of no more use.
    boolean takeIn(List<Observation> observations) {
        int place = SharedStart.length(observations, learnt);
        for (var observation : observations.subList(place, observations.size())) {
            if (!learn(place, observation)) {
                return false;
            }
            place++;
        }
        return place == learnt.size();
    }

    private boolean learn(int place, Observation observation) {
        if (place < learnt.size() && learnt.get(place).number() == observation.number()) {
            var before = learnt.set(place, observation);
            return before.configuration().equals(observation.configuration());
        }
        learnt.add(place, observation);
        grid.indexOf(observation.configuration()).ifPresent(indices::add);
        return true;
    }

    /// The smallest indices, `count` at most, of points that nobody has tried and that are not on
    /// their way.
    List<Long> untried(List<Configuration> pending, int count) {
        Set<Long> busy = pending.stream()
                .flatMapToLong(each -> grid.indexOf(each).stream())
                .boxed()
                .collect(Collectors.toSet());
        var untried = new ArrayList<Long>();
        long index = indices.firstMissing(0);
        while (untried.size() < count && grid.has(index)) {
            if (grid.at(index).isEmpty()) {
                indices.add(index, grid.lastLike(index)); // nobody will ever try these
            } else if (!busy.contains(index)) {
                untried.add(index);
            }
            index = indices.firstMissing(index + 1);
        }
        return untried;
    }
}
