package metta.sweep.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A formula that comes to nothing though all that it needs has values: it divides by zero, or multiplies a text.
///
/// @param name of the parameter that follows from it; of a constraint its text
/// @param values that it was given, by their names
/// @param why in the words of the expression library
public record Complaint(String name, Formula formula, SequencedMap<String, Object> values, String why) {
    /// The complaints at a point of the unit cube, whatever the constraints make of it.
    public static List<Complaint> at(SearchSpace space, double[] unitPoint) {
        var assembly = chosen(space, unitPoint);
        var complaints = new ArrayList<Complaint>();
        space.sources().forEach((name, source) -> {
            if (source instanceof Derived(Formula formula) && assembly.active(name)) {
                of(name, formula, assembly).ifPresent(complaints::add);
            }
        });
        space.constraints().forEach(each -> of(each.text(), each, assembly).ifPresent(complaints::add));
        return complaints;
    }

    private static Assembly chosen(SearchSpace space, double[] unitPoint) {
        var assembly = new Assembly(space);
        for (String key : space.order()) {
            if (assembly.active(key)) {
                int coordinate = space.freeNames().indexOf(key);
                assembly.choose(key, space.parameter(key).decode(coordinate < 0 ? 0 : unitPoint[coordinate]));
            }
        }
        return assembly;
    }

    private static Optional<Complaint> of(String name, Formula formula, Assembly assembly) {
        return formula.complaint(assembly::value).map(why -> {
            SequencedMap<String, Object> values = new LinkedHashMap<>();
            formula.names().forEach(each -> assembly.value(each).ifPresent(value -> values.put(each, value)));
            return new Complaint(name, formula, values, why);
        });
    }
}
