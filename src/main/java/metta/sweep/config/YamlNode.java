package metta.sweep.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A value in a YAML file that knows its place and its path. See [YamlReader] for how accessors behave.
public final class YamlNode {
    private final RawNode raw;
    private final String path;
    private final Problems problems;

    YamlNode(RawNode raw, String path, Problems problems) {
        this.raw = raw;
        this.path = path;
        this.problems = problems;
    }

    /// The dotted path from the top, such as `parameters.lr.values[2]`; empty for the top itself.
    public String path() {
        return path;
    }

    /// Notes that something is wrong with this value.
    public void problem(String message) {
        problem(raw.at(), message);
    }

    /// Notes what is to be said of this value though nothing is wrong with it.
    void remark(String message) {
        problems.remark(raw.at(), path, message);
    }

    public boolean isMap() {
        return raw instanceof RawNode.Mapping;
    }

    public boolean isList() {
        return raw instanceof RawNode.Sequence;
    }

    public boolean isScalar() {
        return raw instanceof RawNode.Scalar;
    }

    /// Whether nothing stands here.
    public boolean isNothing() {
        return raw instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Nothing;
    }

    /// Whether this is a plain whole number, as opposed to a real one or text.
    public boolean isWhole() {
        return raw instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Whole;
    }

    /// Whether this is a plain number, whole or not.
    public boolean isNumber() {
        return isWhole() || (raw instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Real);
    }

    /// Any scalar as it is written; a number or truth value will do as text, but not nothing.
    public Optional<String> text() {
        return scalar(
                "text",
                scalar -> Plain.of(scalar) instanceof Plain.Nothing ? Optional.empty() : Optional.of(scalar.text()));
    }

    /// Text that is not blank.
    public Optional<String> word() {
        return text().filter(text -> accept(!text.isBlank(), "must not be blank"));
    }

    /// A whole number; `1e6` and `5.0` are whole too.
    public Optional<Long> whole() {
        return scalar("a whole number", scalar -> Plain.of(scalar).toWhole());
    }

    /// A whole number within bounds, both included.
    public Optional<Long> whole(long min, long max) {
        return whole().filter(value -> accept(value >= min, "must be at least %d, got %d".formatted(min, value)))
                .filter(value -> accept(value <= max, "must be at most %d, got %d".formatted(max, value)));
    }

    /// A whole number within bounds, both included.
    public Optional<Integer> count(int min, int max) {
        return whole(min, max).map(Math::toIntExact);
    }

    /// A finite number.
    public Optional<Double> number() {
        return scalar("a number", scalar -> Plain.of(scalar).toNumber());
    }

    /// A finite number from a bound on.
    public Optional<Double> numberFrom(int least) {
        return number().filter(value -> accept(value >= least, "must be at least %d, got %s".formatted(least, value)));
    }

    /// A finite number above a bound.
    public Optional<Double> numberAbove(int floor) {
        return number().filter(value -> accept(value > floor, "must be above %d, got %s".formatted(floor, value)));
    }

    /// `true` or `false`.
    public Optional<Boolean> flag() {
        return scalar(
                "true or false",
                scalar ->
                        Plain.of(scalar) instanceof Plain.Flag(boolean value) ? Optional.of(value) : Optional.empty());
    }

    /// A length of time: seconds as a number, or `250ms`, `90s`, `30m`, `1h30m`, `2d`; never negative.
    public Optional<Duration> duration() {
        return scalar("a duration such as 90s, 30m or 1h30m", scalar -> Durations.parse(scalar.text()));
    }

    /// A parameter's value: Long, Double, String or Boolean.
    public Optional<Object> value() {
        return scalar(
                "a number, true, false or text", scalar -> Plain.of(scalar).toValue());
    }

    /// One of a few words. `what` names the kind of thing: "optimizer".
    public <T> Optional<T> oneOf(String what, Map<String, T> known) {
        return text().flatMap(word -> {
            T meant = known.get(word);
            if (meant == null) {
                problem("unknown %s '%s'%s".formatted(what, Spelling.shown(word), Spelling.hint(word, known.keySet())));
            }
            return Optional.ofNullable(meant);
        });
    }

    /// One of the constants, written in lower case.
    public <E extends Enum<E>> Optional<E> oneOf(String what, E[] constants) {
        SequencedMap<String, E> known = new LinkedHashMap<>();
        for (E constant : constants) {
            known.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return oneOf(what, known);
    }

    /// The items of a list; none, and a problem noted, if this is not a list.
    public List<YamlNode> items() {
        if (!(raw instanceof RawNode.Sequence sequence)) {
            problem("must be a list, got " + kind());
            return List.of();
        }
        return IntStream.range(0, sequence.items().size())
                .mapToObj(i -> new YamlNode(sequence.items().get(i), path + "[" + i + "]", problems))
                .toList();
    }

    /// The keys and values of a map; none, and a problem noted, if this is not a map.
    public YamlMap map() {
        if (!(raw instanceof RawNode.Mapping mapping)) {
            problem("must be a map of keys to values, got " + kind());
            return new YamlMap(this, List.of());
        }
        return new YamlMap(this, mapping.entries());
    }

    /// The result of a construction that checks itself; an IllegalArgumentException becomes a problem of this value.
    public <T> Optional<T> attempt(Supplier<T> construction) {
        try {
            return Optional.of(construction.get());
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// What this is, in the words of messages: "the text 'ten'".
    public String kind() {
        return switch (raw) {
            case RawNode.Mapping _ -> "a map";
            case RawNode.Sequence _ -> "a list";
            case RawNode.Scalar scalar -> Plain.of(scalar).kind();
        };
    }

    RawNode raw() {
        return raw;
    }

    Position at() {
        return raw.at();
    }

    /// The same place with other content.
    YamlNode as(RawNode other) {
        return new YamlNode(other, path, problems);
    }

    void problem(Position at, String message) {
        problems.add(at, path, message);
    }

    YamlNode child(RawNode value, String key) {
        return new YamlNode(value, path.isEmpty() ? key : path + "." + key, problems);
    }

    private <T> Optional<T> scalar(String wanted, Function<RawNode.Scalar, Optional<T>> meaning) {
        var result = raw instanceof RawNode.Scalar scalar ? meaning.apply(scalar) : Optional.<T>empty();
        if (result.isEmpty()) {
            problem("must be %s, got %s".formatted(wanted, kind()));
        }
        return result;
    }

    private boolean accept(boolean fits, String message) {
        if (!fits) {
            problem(message);
        }
        return fits;
    }
}
