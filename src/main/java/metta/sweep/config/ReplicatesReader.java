package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Reads with how many seeds configurations are run.
final class ReplicatesReader {
    private static final String ALL = "all";
    private static final Pattern TOP = Pattern.compile("top +([1-9][0-9]{0,8})");

    private ReplicatesReader() {}

    static Replicates read(YamlNode node) {
        if (!node.isMap()) {
            return new Replicates(node.count(1, Replicates.MOST).orElse(1), Optional.empty());
        }
        YamlMap map = node.map();
        int seeds = map.find("seeds")
                .flatMap(each -> each.count(1, Replicates.MOST))
                .orElse(Replicates.NONE.seeds());
        var top = map.find("of").flatMap(ReplicatesReader::top);
        map.rejectUnknownKeys();
        return new Replicates(seeds, top);
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
        tree.put("seeds", replicates.seeds());
        tree.put("of", replicates.top().map(count -> "top " + count).orElse(ALL));
        return tree;
    }
}
