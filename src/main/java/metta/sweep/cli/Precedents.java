package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import metta.sweep.Observation;
import metta.sweep.Precedent;
import metta.sweep.SweepException;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.telemetry.Values;

/// Takes over what earlier sweeps of a folder taught, when a sweep that learns from them starts for the
/// first time. It is kept with the new sweep, which needs them no more.
///
/// @param defaults what the program takes where it is told nothing, by parameter
/// @param warn is told of sweeps that cannot be read
record Precedents(Folder folder, Map<String, Object> defaults, Consumer<String> warn) {
    /// Of all earlier sweeps together: the optimizers go by no more, and a sweep's configuration stays small.
    private static final int MOST = 200;

    /// The order with what was taken over.
    ///
    /// @throws SweepException if there is no such sweep, or one has nothing to teach
    Order taken(Order order) {
        var wanted = order.config().warmStart().from();
        if (wanted.isEmpty()) {
            return order;
        }
        var precedents = wanted.stream()
                .map(each -> precedent(order, each, MOST / wanted.size()))
                .toList();
        var tree = new LinkedHashMap<String, Object>(order.config().toTree());
        tree.put("warm_start", order.config().warmStart().taking(precedents).toTree());
        return order.inForce(tree);
    }

    private Precedent precedent(Order order, String sweepId, int most) {
        if (sweepId.equals(order.sweepId())) {
            throw usage("sweep %s cannot learn from itself; take its name out of warm_start.from, or give it another"
                    .formatted(sweepId));
        }
        var precedent = new Translation(
                        order.config().space(), order.metrics(), order.config().outcomeConstraints(), defaults)
                .of(sweepId, observations(sweepId), most);
        if (precedent.lessons().isEmpty()) {
            throw usage("sweep %s has nothing to teach: %s; take it out of warm_start.from"
                    .formatted(sweepId, reasons(precedent).orElse("no trial of it has ended")));
        }
        return precedent;
    }

    /// Why a sweep cannot be learnt from, where there is none of that name.
    Optional<String> absence(String sweepId) {
        try {
            observations(sweepId);
            return Optional.empty();
        } catch (SweepException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<Observation> observations(String sweepId) {
        var found = folder.find(Optional.of(sweepId), warn);
        try (var store = found.store()) {
            if (!found.sweep().sweepId().equals(sweepId)) {
                throw usage("there is no sweep '%s' to learn from; did you mean '%s'?"
                        .formatted(sweepId, found.sweep().sweepId()));
            }
            var view = new SweepView(found.sweep(), Goal.MAXIMIZE, Set.of());
            view.fold(store.fetchRuns(sweepId, 0));
            return List.copyOf(view.observations());
        }
    }

    /// How much was taken over from a sweep, and what was not.
    static String words(Precedent precedent) {
        return "%s of %s%s"
                .formatted(
                        Values.count(precedent.lessons().size(), "trial"),
                        precedent.sweepId(),
                        reasons(precedent).map("; left out were "::concat).orElse(""));
    }

    private static Optional<String> reasons(Precedent precedent) {
        return Optional.of(precedent.leftOut().entrySet().stream()
                        .map(each -> "%d %s".formatted(each.getValue(), each.getKey()))
                        .collect(Collectors.joining(", ")))
                .filter(each -> !each.isEmpty());
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }
}
