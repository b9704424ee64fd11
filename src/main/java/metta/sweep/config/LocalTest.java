package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        return asked.get() ? shortened((RawNode.Mapping) rest) : rest;
    }

    private static Optional<Boolean> flag(RawNode node) {
        return node instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Flag(boolean value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /// With the parameters shortened, which need not be there yet. What is no map is left to the reader to refuse.
    private static RawNode.Mapping shortened(RawNode.Mapping root) {
        var none = new RawNode.Entry(
                new RawNode.Scalar(root.at(), Layers.PARAMETERS, true), new RawNode.Mapping(root.at(), List.of()));
        var entries = new LinkedHashMap<String, RawNode.Entry>();
        root.entries().forEach(each -> entries.put(each.key().text(), each));
        entries.putIfAbsent(Layers.PARAMETERS, none);
        entries.computeIfPresent(Layers.PARAMETERS, (_, each) -> shortened(each));
        return new RawNode.Mapping(root.at(), List.copyOf(entries.values()));
    }

    private static RawNode.Entry shortened(RawNode.Entry parameters) {
        return parameters.value() instanceof RawNode.Mapping map
                ? new RawNode.Entry(parameters.key(), parametersShortened(map))
                : parameters;
    }

    private static RawNode.Mapping parametersShortened(RawNode.Mapping parameters) {
        var all = new ArrayList<RawNode.Entry>();
        ParameterLayers.flat(parameters).entries().stream()
                .filter(each -> !REPLACED.contains(each.key().text()))
                .forEach(all::add);
        var at = parameters.at();
        all.add(new RawNode.Entry(new RawNode.Scalar(at, STEPS, true), new RawNode.Scalar(at, "50000", true)));
        return new RawNode.Mapping(at, all);
    }
}
