package metta.sweep.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that a program says it can be told.
///
/// @param usual what it takes where it is told nothing: a number, a truth value or text
/// @param choices all that it may be, where the program says so
/// @param help empty where the program has none
public record ProgramOption(String name, Optional<Object> usual, List<Object> choices, String help) {
    public ProgramOption {
        choices = List.copyOf(choices);
    }

    /// @param tree as `argparse_options.py` writes it
    static ProgramOption of(Map<?, ?> tree) {
        return new ProgramOption(
                String.valueOf(tree.get("name")),
                Optional.ofNullable(tree.get("usual")),
                tree.get("choices") instanceof List<?> all ? List.copyOf(all) : List.of(),
                tree.get("help") instanceof String help ? help : "");
    }
}
