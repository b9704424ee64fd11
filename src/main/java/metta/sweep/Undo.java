package metta.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What brings back the configuration that was in force before an edit.
///
/// @param before the sections that the edit changed or took away, as they were
/// @param added the names of those that it added
public record Undo(Map<String, Object> before, List<String> added) {
    public Undo {
        before = Ordered.copy(before);
        added = List.copyOf(added);
    }

    static Undo of(Map<String, Object> before, Map<String, Object> after) {
        var other = new LinkedHashMap<>(before);
        other.entrySet().removeIf(section -> Objects.equals(section.getValue(), after.get(section.getKey())));
        return new Undo(
                other,
                after.keySet().stream()
                        .filter(name -> !before.containsKey(name))
                        .toList());
    }

    Map<String, Object> undo(Map<String, Object> after) {
        var whole = new LinkedHashMap<>(after);
        added.forEach(whole::remove);
        whole.putAll(before);
        return whole;
    }
}
