package metta.sweep.config;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.space.Condition;

/// When a parameter takes part, as it is written: all of these must hold.
record Premise(List<Part> parts) {
    static final Premise NONE = new Premise(List.of());

    /// One thing that must hold.
    sealed interface Part {
        /// A `when` of the file.
        ///
        /// @param prefix of the names beside it, which it may leave out
        record Written(YamlNode when, String prefix) implements Part {}

        /// A branch of `one_of`.
        record Chosen(String parameter, Object choice) implements Part {}
    }

    Premise {
        parts = List.copyOf(parts);
    }

    Premise and(YamlNode when, String prefix) {
        return and(new Part.Written(when, prefix));
    }

    Premise and(String parameter, Object choice) {
        return and(new Part.Chosen(parameter, choice));
    }

    private Premise and(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new Premise(more);
    }

    /// What it comes to, once all parameters are known; what does not fit is noted.
    Condition read(References references) {
        var condition = Condition.ALWAYS;
        for (var part : parts) {
            condition = condition.and(
                    switch (part) {
                        case Part.Chosen(var parameter, var choice) -> Condition.of(parameter, List.of(choice));
                        case Part.Written(var when, var prefix) -> references.condition(when, prefix);
                    });
        }
        return condition;
    }
}
