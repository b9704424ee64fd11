package metta.sweep.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that a program says it can be told.
///
/// @param usual what it takes where it is told nothing: a number, a truth value or text
/// @param choices all that it may be, where the program says so
/// @param help empty where the program has none
/// @param required whether it does not start without it
/// @param flag the recipe's words for it if it stands alone, without a value: a [TruthStyle]; else empty
/// @param several empty unless it takes several values: those that it takes where it is told nothing, in words
public record ProgramOption(
        String name,
        Optional<Object> usual,
        List<Object> choices,
        String help,
        boolean required,
        Optional<String> flag,
        Optional<String> several) {
    public ProgramOption {
        choices = List.copyOf(choices);
    }

    /// One of which nothing else is known.
    static ProgramOption of(String name, Object usual) {
        return new ProgramOption(name, Optional.of(usual), List.of(), "", false, Optional.empty(), Optional.empty());
    }

    /// @param tree as `argparse_options.py` writes it
    static ProgramOption of(Map<?, ?> tree) {
        return new ProgramOption(
                String.valueOf(tree.get("name")),
                Optional.ofNullable(tree.get("usual")),
                tree.get("choices") instanceof List<?> all ? List.copyOf(all) : List.of(),
                tree.get("help") instanceof String help ? help : "",
                Boolean.TRUE.equals(tree.get("required")),
                tree.get("flag") instanceof String flag ? Optional.of(flag) : Optional.empty(),
                tree.get("several") instanceof String several ? Optional.of(several) : Optional.empty());
    }
}
