package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.space.Configuration;

/// What ended runs taught, as points of a model's space. An observation that does not lie in the
/// space, because that was another when its run began, teaches nothing.
final class Evidence {
    /// The best last.
    private static final Comparator<Item> WORST_FIRST = Item.BEST_FIRST.reversed();

    private final ModelSpace space;
    private final List<Item> items;
    private final Sources sources;
    private final Map<List<Integer>, Elite> elites = new HashMap<>();

    /// Kept with the cache, where it grows: of an evidence that is not the newest it has more.
    private final Set<Configuration> tried;

    /// @param losses a value for each objective, the primary one's first, smaller is better: infinite
    ///     where the run has none, as one that is not feasible has none at all
    /// @param excesses how far it is beyond each bound, as a share of that, see [Bound#excess]
    /// @param cost of the run, in whatever unit
    /// @param seeds how many runs the losses are the means of
    record Item(
            int number,
            Configuration configuration,
            Point point,
            List<Double> losses,
            List<Double> excesses,
            double cost,
            int seeds) {
        /// By how far they are beyond bounds, and among those that keep all by their losses (the
        /// feasibility rules of Deb, "An efficient constraint handling method for genetic algorithms",
        /// 2000, section 3). Of equal ones the earlier.
        static final Comparator<Item> BEST_FIRST = Comparator.comparingDouble(Item::violation)
                .thenComparingDouble(Item::loss)
                .thenComparingInt(Item::number);

        Item {
            losses = List.copyOf(losses);
            excesses = List.copyOf(excesses);
        }

        /// What one run taught, where nothing is bounded.
        Item(int number, Configuration configuration, Point point, List<Double> losses, double cost) {
            this(number, configuration, point, losses, List.of(), cost, 1);
        }

        Item with(List<Double> others) {
            return new Item(number, configuration, point, others, excesses, cost, seeds);
        }

        /// How far it is beyond all bounds together: 0 where it keeps them.
        double violation() {
            double sum = 0;
            for (double each : excesses) {
                sum += Math.max(each, 0);
            }
            return sum;
        }

        /// Whether it did not fail and keeps all bounds.
        boolean admissible() {
            return feasible() && violation() == 0;
        }

        /// Whether it is better by the first objective, or comes nearer to keeping the bounds.
        boolean better(Item other) {
            double nearer = violation() - other.violation();
            return nearer < 0 || (!(nearer > 0) && loss() < other.loss());
        }

        double loss() {
            return losses.getFirst();
        }

        boolean feasible() {
            return has(0);
        }

        /// Whether it has a value for an objective.
        boolean has(int objective) {
            return losses.get(objective) < Double.POSITIVE_INFINITY;
        }

        /// Whether it has a value for each objective.
        boolean complete() {
            return losses.stream().allMatch(each -> each < Double.POSITIVE_INFINITY);
        }
    }

    private Evidence(ModelSpace space, List<Item> items, Sources sources, Set<Configuration> tried) {
        this.space = space;
        this.items = List.copyOf(items);
        this.sources = sources;
        this.tried = tried;
    }

    ModelSpace space() {
        return space;
    }

    /// By trial number.
    List<Item> items() {
        return items;
    }

    /// What earlier sweeps taught.
    Sources sources() {
        return sources;
    }

    /// The same with other losses, of earlier sweeps too.
    Evidence with(UnaryOperator<List<Item>> change) {
        return new Evidence(space, change.apply(items), sources.with(change), tried);
    }

    /// All runs, those of earlier sweeps too.
    List<Item> telling() {
        return all().toList();
    }

    private Stream<Item> all() {
        return Stream.concat(items.stream(), sources.sweeps().stream().flatMap(List::stream));
    }

    /// How many of them are feasible.
    long feasible() {
        return items.stream().filter(Item::feasible).count();
    }

    /// How many runs of this sweep there are, for people.
    String counted() {
        return items.size() == 1 ? "1 run" : items.size() + " runs";
    }

    /// How many bounds there are.
    int bounds() {
        return all().findFirst().map(each -> each.excesses().size()).orElse(0);
    }

    boolean severalObjectives() {
        return !items.isEmpty() && items.getFirst().losses().size() > 1;
    }

    /// Of the runs in which a group of parameters takes part, all of them or none.
    Elite elite(List<Integer> group) {
        return elites.computeIfAbsent(
                group,
                _ -> Elite.of(items.stream()
                        .filter(each -> each.point().has(group.getFirst()))
                        .toList()));
    }

    /// Each configuration once, as it came out first where it ever did.
    List<Item> distinct() {
        if (!space.countable()) {
            return items;
        }
        var firsts = new LinkedHashMap<Configuration, Item>();
        items.stream().filter(Item::feasible).forEach(each -> firsts.putIfAbsent(each.configuration(), each));
        return List.copyOf(firsts.values());
    }

    /// The `count` best of some, fewer where fewer are feasible; of equal ones the earlier; by the
    /// first objective, in no order.
    static List<Item> best(List<Item> some, int count) {
        var best = new PriorityQueue<>(WORST_FIRST);
        for (var item : some) {
            if (item.feasible() && (best.size() < count || WORST_FIRST.compare(item, best.peek()) > 0)) {
                best.add(item);
                if (best.size() > count) {
                    best.poll();
                }
            }
        }
        return List.copyOf(best);
    }

    /// Whether there is a run with that configuration.
    boolean knows(Configuration configuration) {
        return tried.contains(configuration);
    }

    /// Whether a configuration was not tried, and is not under way either.
    boolean isNew(Configuration configuration, Collection<Configuration> pending) {
        return !knows(configuration) && !pending.contains(configuration);
    }

    /// Keeps what has been found out about a problem and its observations, all of which follows from
    /// them.
    static final class Cache {
        private Optional<Problem> problem = Optional.empty();
        private Optional<ModelSpace> space = Optional.empty();
        private Sources sources = Sources.NONE;
        private List<Observation> known = List.of();

        /// Of each that is known what it taught.
        private final List<Optional<Item>> lessons = new ArrayList<>();

        private Set<Configuration> tried = new HashSet<>();

        Evidence of(Problem asked, List<Observation> observations) {
            var model = model(asked);
            int same = SharedStart.length(observations, known);
            if (same < lessons.size()) {
                lessons.subList(same, lessons.size()).clear();
                tried = new HashSet<>();
                lessons.forEach(this::remember);
            }
            for (var observation : observations.subList(same, observations.size())) {
                lessons.add(item(asked, model, observation));
                remember(lessons.getLast());
            }
            known = List.copyOf(observations);
            var items = new ArrayList<Item>(lessons.size());
            lessons.forEach(each -> each.ifPresent(items::add));
            return new Evidence(model, items, sources, tried);
        }

        private void remember(Optional<Item> lesson) {
            lesson.ifPresent(each -> tried.add(each.configuration()));
        }

        private ModelSpace model(Problem asked) {
            boolean same = problem.filter(it -> it.space().equals(asked.space())
                            && it.objectives().equals(asked.objectives())
                            && it.outcomes().equals(asked.outcomes())
                            && it.precedents().equals(asked.precedents())
                            && it.trust() == asked.trust())
                    .isPresent();
            if (!same) {
                var model = new ModelSpace(asked.space());
                space = Optional.of(model);
                sources = Sources.of(asked, model);
                known = List.of();
                lessons.clear();
                tried = new HashSet<>();
                problem = Optional.of(asked);
            }
            return space.orElseThrow();
        }

        private static Optional<Item> item(Problem problem, ModelSpace model, Observation observation) {
            var configuration = observation.configuration();
            return model.space().contains(configuration)
                    ? Optional.of(new Item(
                            observation.number(),
                            configuration,
                            model.place(configuration),
                            problem.objectives().stream()
                                    .map(each -> loss(each, observation))
                                    .toList(),
                            Bound.excesses(problem, observation.feasible() ? observation.scores() : Map.of()),
                            observation.cost(),
                            observation.seeds()))
                    : Optional.empty();
        }

        private static double loss(Metric objective, Observation observation) {
            return observation.feasible() ? Evidence.loss(objective, observation.scores()) : Double.POSITIVE_INFINITY;
        }
    }

    /// Infinite where there is no score.
    static double loss(Metric objective, Map<String, Double> scores) {
        return Optional.ofNullable(scores.get(objective.name()))
                .map(each -> objective.goal() == Goal.MINIMIZE ? each : -each)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
