package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line in which regular expressions find metrics.
///
/// An expression may need time without end for some lines. So it sees the beginning of a line only, and is given up on
/// for a line after so many looks at its characters.
record PatternLine(List<Compiled> patterns) implements LineParser {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_LOOKS = 4_000_000;

    /// An expression, ready for use.
    ///
    /// @param stepped whether the expression has a group for the step
    record Compiled(Pattern pattern, Optional<String> name, boolean stepped) {}

    static PatternLine of(List<LinePattern> patterns) {
        return new PatternLine(patterns.stream()
                .map(each -> new Compiled(
                        each.pattern(),
                        each.name(),
                        each.pattern().namedGroups().containsKey(LinePattern.STEP)))
                .toList());
    }

    @Override
    public List<Values> parse(String line, BiConsumer<String, String> complain) {
        String head = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        var found = new ArrayList<Values>();
        for (var pattern : patterns) {
            try {
                find(pattern, head, found);
            } catch (LimitedText.ExhaustedException | StackOverflowError _) {
                complain.accept(
                        pattern.pattern().pattern(),
                        "the regular expression %s needs too long for some lines; they are passed over"
                                .formatted(pattern.pattern()));
            }
        }
        return List.copyOf(found);
    }

    private static void find(Compiled pattern, String line, List<Values> found) {
        Matcher matcher = pattern.pattern().matcher(new LimitedText(line, MOST_LOOKS));
        while (matcher.find()) {
            Optional<String> name = pattern.name().or(() -> Optional.ofNullable(matcher.group(LinePattern.NAME)));
            Optional<Double> value =
                    Optional.ofNullable(matcher.group(LinePattern.VALUE)).flatMap(NumberText::parse);
            Optional<Long> step = Optional.of(matcher)
                    .filter(_ -> pattern.stepped())
                    .map(it -> it.group(LinePattern.STEP))
                    .flatMap(NumberText::parse)
                    .filter(Double::isFinite)
                    .map(Double::longValue);
            if (name.isPresent() && value.isPresent()) {
                found.add(new Values(step, Map.of(name.get(), value.get())));
            }
        }
    }
}
