package metta.sweep.optimizer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.config.OptimizerConfig;

/// How a search heeds what trials cost: what one is worth is divided by its expected cost to a power.
///
/// Where all trials cost the same nothing changes.
final class Thrift {
    /// So many runs say what trials cost, spread evenly over all of them, so that it takes no time to ask.
    private static final int ENOUGH = 128;

    private final Way way;
    private Optional<Known> known = Optional.empty();

    /// To which power.
    enum Way {
        /// To none: costs do not count.
        NEVER,
        /// To the first: what is gained per unit of cost (Snoek, Larochelle and Adams, "Practical Bayesian
        /// optimization of machine learning algorithms", 2012, section 3.2).
        PER_UNIT,
        /// To the share of the trials that is left.
        COOLED,
        /// To the share of the cost that is left, which no trial may exceed (Lee et al., "Cost-aware
        /// Bayesian optimization", 2020, cost cooling); where nobody said how much there is, as cooled.
        BUDGET;

        /// @param config of an optimizer that can heed costs
        static Way of(OptimizerConfig config) {
            return valueOf(config.word("cost_aware").toUpperCase(Locale.ROOT));
        }
    }

    /// @param runs whose costs are known
    private record Known(ModelSpace space, Geometry geometry, List<Evidence.Item> runs, CostModel costs) {}

    Thrift(Way way) {
        this.way = way;
    }

    /// What is left to spend, and what trials cost; nothing where costs do not count.
    ///
    /// @param observations which `evidence` is of
    Optional<Purse> purse(Problem problem, Evidence evidence, List<Observation> observations) {
        var runs = way == Way.NEVER ? List.<Evidence.Item>of() : enough(evidence.items());
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        var same = known.filter(each -> each.space() == evidence.space());
        var geometry = same.map(Known::geometry).orElseGet(() -> new Geometry(evidence.space()));
        var costs = same.filter(each -> SharedStart.isAll(each.runs(), runs))
                .map(Known::costs)
                .orElseGet(() -> CostModel.of(geometry, runs, same.map(Known::costs)));
        known = Optional.of(new Known(evidence.space(), geometry, runs, costs));
        return costs.costs().same()
                ? Optional.empty()
                : Optional.of(new Purse(way, problem, evidence.space(), costs, spent(observations)));
    }

    /// Those that ended well: all of them, or every other, or every fourth.
    private static List<Evidence.Item> enough(List<Evidence.Item> items) {
        var ended = items.stream().filter(Evidence.Item::feasible).toList();
        int step = 1;
        while (ended.size() > ENOUGH * step) {
            step *= 2;
        }
        int each = step;
        return IntStream.range(0, ended.size())
                .filter(i -> i % each == 0)
                .mapToObj(ended::get)
                .toList();
    }

    /// By all runs, whatever became of them.
    private static double spent(List<Observation> observations) {
        return observations.stream()
                .mapToDouble(each -> each.seeds() * each.cost())
                .filter(Costs::known)
                .sum();
    }
}
