package metta.sweep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import metta.sweep.SweepException;
import metta.sweep.config.Description;
import metta.sweep.config.Layer;
import metta.sweep.recipe.RecipeFiles;
import metta.sweep.recipe.Recipes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What may stand in the place of the last word of a command line.
///
/// @param commands all that there are
/// @param here the current folder
record Completion(CommandLine commands, Path here) {
    /// Said in the place of names of files, which shells know best.
    static final String FILES = ":files";

    private static final String DIR = "--dir";
    private static final String PROFILE = "--profile";

    /// What a shell takes for one word whatever it does with it.
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._/=:@%+,-]+|" + FILES);

    /// What the words before the last one come to.
    private record Place(CommandSpec command, List<String> positionals, List<String> words, Optional<OptionSpec> open) {
        /// What the words give an option, if they do.
        Optional<String> given(String option, String orShort) {
            int at = Math.max(words.indexOf(option), words.indexOf(orShort)) + 1;
            return at > 0 && at < words.size() ? Optional.of(words.get(at)) : Optional.empty();
        }
    }

    /// @param words typed so far, the last of them unfinished
    List<String> of(List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        var last = words.getLast();
        return candidates(place(words.subList(0, words.size() - 1)), last)
                .filter(each -> HARMLESS.matcher(each).matches())
                .filter(each -> each.equals(FILES) || each.startsWith(last))
                .distinct()
                .toList();
    }

    private Place place(List<String> words) {
        var command = commands;
        var positionals = new ArrayList<String>();
        Optional<OptionSpec> open = Optional.empty();
        for (var word : words) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = Optional.ofNullable(command.getCommandSpec().findOption(word))
                        .filter(option -> option.arity().min() > 0);
            } else if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else {
                positionals.add(word);
            }
        }
        return new Place(command.getCommandSpec(), positionals, words, open);
    }

    private Stream<String> candidates(Place place, String last) {
        if (place.open().isPresent()) {
            var option = place.open().get();
            return option.longestName().equals(PROFILE)
                    ? profiles(place)
                    : values(place, option.paramLabel(), last, option.completionCandidates());
        }
        if (last.startsWith("-")) {
            return place.command().options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName);
        }
        var commands = place.command().subcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
        return Stream.concat(
                place.positionals().isEmpty() ? commands : Stream.empty(),
                place.command().positionalParameters().stream()
                        .filter(each -> fits(each, place.positionals().size()))
                        .flatMap(each -> values(place, each.paramLabel(), last, each.completionCandidates())));
    }

    private static boolean fits(PositionalParamSpec parameter, int position) {
        return parameter.index().min() <= position
                && position <= parameter.index().max();
    }

    private Stream<String> values(Place place, String label, String last, @Nullable Iterable<String> named) {
        if (named != null) {
            return StreamSupport.stream(named.spliterator(), false);
        }
        return switch (label) {
            case "SWEEP" -> sweeps(place);
            case "RUN" -> place.positionals().isEmpty() ? sweeps(place) : Stream.empty();
            case "RECIPE" -> Stream.concat(recipesNoFolderIs(), Stream.of(FILES));
            case "RECIPE.TOOL" -> RecipeFiles.known(here).stream().flatMap(each -> tools(each, last));
            case "STORE" -> Stream.of("sqlite", "file");
            case "FILE", "FOLDER" -> Stream.of(FILES);
            default -> Stream.empty();
        };
    }

    /// A folder here that is a recipe is found among the files.
    private Stream<String> recipesNoFolderIs() {
        return RecipeFiles.known(here).stream().filter(each -> !RecipeFiles.isFolder(each, here));
    }

    /// What can be run of a recipe, if the last word may mean it; of one that cannot be read, nothing.
    private Stream<String> tools(String recipe, String last) {
        boolean named = last.startsWith(recipe + ".");
        if (!named && !recipe.startsWith(last)) {
            return Stream.empty();
        }
        try {
            var tools = Recipes.resolve(recipe, here).allTools();
            return tools.size() == 1 && !named
                    ? Stream.of(recipe)
                    : tools.stream().map(tool -> recipe + "." + tool.name());
        } catch (SweepException _) {
            return Stream.empty();
        }
    }

    /// Those of the file that the command line names so far, or else of its recipe.
    /// What cannot be read has none.
    private Stream<String> profiles(Place place) {
        try {
            var file = place.given("--config", "-c").map(each -> Layer.of(here.resolve(each)));
            var layer = file.or(
                    () -> place.positionals().stream().findFirst().flatMap(recipe -> Recipes.defaults(recipe, here)));
            return layer.map(each -> Description.of(List.of(each)).profiles()).stream()
                    .flatMap(List::stream);
        } catch (SweepException _) {
            return Stream.empty();
        }
    }

    /// Those in the folder that the command line names so far. What cannot be read completes nothing.
    private static Stream<String> sweeps(Place place) {
        var path = place.given(DIR, DIR).map(Path::of).orElseGet(FolderOption::standard);
        var ids = new ArrayList<String>();
        try {
            var folder = Folder.at(path).in(StoreOption.standard(System.getenv()));
            for (var each : folder.stores()) {
                try (var store = folder.open(each)) {
                    store.sweeps((_, _) -> {}).forEach(sweep -> ids.add(sweep.sweepId()));
                }
            }
        } catch (SweepException _) {
            return ids.stream();
        }
        return ids.stream();
    }
}
