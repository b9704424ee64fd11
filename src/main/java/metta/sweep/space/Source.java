package metta.sweep.space;

import java.util.List;

/// Where the value of a name in a configuration comes from: it is chosen, or follows from what is chosen.
public sealed interface Source permits Parameter, Tied, Derived {
    /// The names that it gives values to.
    ///
    /// @param key that it stands under in a search space
    default List<String> names(String key) {
        return List.of(key);
    }
}
