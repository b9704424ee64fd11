package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Reads with how many seeds configurations are run: `seeds` says it of every trial, `replicates` of those it names.
final class ReplicatesReader {
    static final String SEEDS = "seeds";
    private static final String ALL = "all";
    private static final Pattern TOP = Pattern.compile("top +([1-9][0-9]{0,8})");

    private ReplicatesReader() {}

    static Replicates read(Optional<YamlNode> replicates, Optional<YamlNode> seeds) {
        var trial = seeds.map(ReplicatesReader::trial).orElse(TrialSeeds.ONE);
        return replicates
                .map(node -> replicates(node, trial))
                .orElseGet(() -> new Replicates(1, Optional.empty(), trial));
    }

    private static Replicates replicates(YamlNode node, TrialSeeds trial) {
        if (!node.isMap()) {
            return new Replicates(seeds(node, trial), Optional.empty(), trial);
        }
        YamlMap map = node.map();
        int seeds = map.find(SEEDS).map(each -> seeds(each, trial)).orElse(1);
        var top = map.find("of").flatMap(ReplicatesReader::top);
        map.rejectUnknownKeys();
        return new Replicates(seeds, top, trial);
    }

    private static int seeds(YamlNode node, TrialSeeds trial) {
        int seeds = node.count(1, Replicates.MOST).orElse(1);
        if (Replicates.goesBeyond(seeds, trial)) {
            return seeds;
        }
        node.problem("must be above %d, with which every trial is run by the key 'seeds', got %d"
                .formatted(trial.count(), seeds));
        return 1;
    }

    private static TrialSeeds trial(YamlNode node) {
        if (node.isScalar()) {
            return new TrialSeeds(node.count(1, TrialSeeds.MOST).orElse(1), List.of());
        }
        if (!node.isList()) {
            node.problem("must be a whole number, or a list of seeds; got " + node.kind());
            return TrialSeeds.ONE;
        }
        var items = node.items();
        var common = new ArrayList<Long>();
        items.forEach(item -> item.whole(0, TrialSeeds.HIGHEST).ifPresent(seed -> {
            if (common.contains(seed)) {
                item.problem("the seed %d is there twice".formatted(seed));
            } else {
                common.add(seed);
            }
        }));
        if (items.isEmpty() || items.size() > TrialSeeds.MOST) {
            node.problem("must have between 1 and %d seeds, got %d".formatted(TrialSeeds.MOST, items.size()));
            return TrialSeeds.ONE;
        }
        return common.isEmpty() ? TrialSeeds.ONE : TrialSeeds.of(common);
    }

    private static Optional<Integer> top(YamlNode node) {
        var text = node.text();
        var match = TOP.matcher(text.orElse(ALL));
        if (match.matches()) {
            return Optional.of(Integer.valueOf(match.group(1)));
        }
        if (text.filter(it -> !it.equals(ALL)).isPresent()) {
            node.problem("must be 'all', or 'top' and a number such as 'top 5'; got '%s'"
                    .formatted(Spelling.shown(text.get())));
        }
        return Optional.empty();
    }

    static SequencedMap<String, Object> toTree(Replicates replicates) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        tree.put(SEEDS, replicates.seeds());
        tree.put("of", replicates.top().map(count -> "top " + count).orElse(ALL));
        return tree;
    }

    /// What stands under `seeds`; nothing where every trial has one of its own, so that programs that do not know the
    /// key read what they understand.
    static Optional<Object> toTree(TrialSeeds trial) {
        if (trial.equals(TrialSeeds.ONE)) {
            return Optional.empty();
        }
        return Optional.of(trial.common().isEmpty() ? trial.count() : trial.common());
    }
}
