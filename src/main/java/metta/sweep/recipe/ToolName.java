package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a person may mean the name of a recipe: as it is, or with one of its tools, `arena.sweep_train`; also as the
/// Python original has it, `experiments.recipes.arena.sweep_train`.
record ToolName(String recipe, Optional<String> tool) {
    private static final Pattern ORIGINAL = Pattern.compile("^(experiments\\.recipes|recipes\\.experiment|recipes)\\.");
    private static final Pattern TOOL = Pattern.compile("(.+)\\.([A-Za-z_][A-Za-z0-9_-]*)");

    /// Every reading, the likeliest first.
    static List<ToolName> readings(String name) {
        var readings = new ArrayList<ToolName>();
        Stream.of(name, ORIGINAL.matcher(name).replaceFirst("")).distinct().forEach(each -> {
            readings.add(new ToolName(each, Optional.empty()));
            var tool = TOOL.matcher(each);
            if (tool.matches() && !RecipeFiles.isFileName(each)) {
                readings.add(new ToolName(tool.group(1), Optional.of(tool.group(2))));
            }
        });
        return readings;
    }
}
