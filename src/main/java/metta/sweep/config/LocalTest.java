package metta.sweep.config;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// The `local_test: true` of the Python original: a short training on this machine, whatever the search
/// says of its length and batches.
final class LocalTest {
    /// For people.
    static final String WHAT =
            "sets trainer.total_timesteps to 50000, and leaves out trainer.batch_size and trainer.minibatch_size";

    private static final String STEPS = "trainer.total_timesteps";
    private static final Set<String> REPLACED = Set.of(STEPS, "trainer.batch_size", "trainer.minibatch_size");

    private LocalTest() {}

    static RawNode applied(RawNode root) {
        var asked = Layers.child(root, FormerNames.LOCAL_TEST).flatMap(LocalTest::flag);
        if (asked.isEmpty()) {
            return root;
        }
        var rest = Layers.without(root, Set.of(FormerNames.LOCAL_TEST));
        return asked.get() && Layers.child(root, Layers.PARAMETERS).orElse(null) instanceof RawNode.Mapping map
                ? with((RawNode.Mapping) rest, shortened(map))
                : rest;
    }

    private static Optional<Boolean> flag(RawNode node) {
        return node instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Flag(boolean value)
                ? Optional.of(value)
                : Optional.empty();
    }

    private static RawNode.Mapping shortened(RawNode.Mapping parameters) {
        var all = new ArrayList<RawNode.Entry>();
        ParameterLayers.flat(parameters).entries().stream()
                .filter(each -> !REPLACED.contains(each.key().text()))
                .forEach(all::add);
        var at = parameters.at();
        all.add(new RawNode.Entry(new RawNode.Scalar(at, STEPS, true), new RawNode.Scalar(at, "50000", true)));
        return new RawNode.Mapping(at, all);
    }

    private static RawNode with(RawNode.Mapping root, RawNode.Mapping parameters) {
        return new RawNode.Mapping(
                root.at(),
                root.entries().stream()
                        .map(each -> each.key().text().equals(Layers.PARAMETERS)
                                ? new RawNode.Entry(each.key(), parameters)
                                : each)
                        .toList());
    }
}
