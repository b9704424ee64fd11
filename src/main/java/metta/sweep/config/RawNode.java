package metta.sweep.config;

import java.util.List;
import java.util.function.UnaryOperator;

/// What stands in a YAML text, before anybody asks what it means.
sealed interface RawNode {
    Position at();

    /// The same with all places changed.
    RawNode moved(UnaryOperator<Position> move);

    /// How many nodes there are with this one on top, aliases written out. Saturates.
    long size();

    /// How many levels there are with this one on top, aliases written out.
    int depth();

    /// A leaf.
    ///
    /// @param plain whether it is written without quotes, so that it may mean a number, a truth value or nothing
    record Scalar(Position at, String text, boolean plain) implements RawNode {
        @Override
        public Scalar moved(UnaryOperator<Position> move) {
            return new Scalar(move.apply(at), text, plain);
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public int depth() {
            return 1;
        }
    }

    record Sequence(Position at, List<RawNode> items, long size, int depth) implements RawNode {
        Sequence(Position at, List<RawNode> items) {
            this(at, List.copyOf(items), RawNode.size(items), RawNode.depth(items));
        }

        @Override
        public Sequence moved(UnaryOperator<Position> move) {
            return new Sequence(
                    move.apply(at), items.stream().map(each -> each.moved(move)).toList());
        }
    }

    record Mapping(Position at, List<Entry> entries, long size, int depth) implements RawNode {
        Mapping(Position at, List<Entry> entries) {
            this(at, List.copyOf(entries), RawNode.size(values(entries)), RawNode.depth(values(entries)));
        }

        @Override
        public Mapping moved(UnaryOperator<Position> move) {
            return new Mapping(
                    move.apply(at),
                    entries.stream()
                            .map(each -> new Entry(
                                    each.key().moved(move), each.value().moved(move)))
                            .toList());
        }

        private static List<RawNode> values(List<Entry> entries) {
            return entries.stream().map(Entry::value).toList();
        }
    }

    /// A key with its value. Keys are scalars.
    record Entry(Scalar key, RawNode value) {}

    private static long size(List<RawNode> children) {
        long size = 1;
        for (RawNode child : children) {
            size = Math.min(Integer.MAX_VALUE, size + child.size());
        }
        return size;
    }

    private static int depth(List<RawNode> children) {
        return 1 + children.stream().mapToInt(RawNode::depth).max().orElse(0);
    }
}
