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

    /// What a shell takes for one word whatever it does with it.
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._/=:@%+,-]+|" + FILES);

    /// What the words before the last one come to.
    private record Place(CommandSpec command, int positionals, List<String> words, Optional<OptionSpec> open) {}

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
        int positionals = 0;
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
                positionals++;
            }
        }
        return new Place(command.getCommandSpec(), positionals, words, open);
    }

    private Stream<String> candidates(Place place, String last) {
        if (place.open().isPresent()) {
            return values(
                    place, place.open().get().paramLabel(), place.open().get().completionCandidates());
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
                place.positionals() == 0 ? commands : Stream.empty(),
                place.command().positionalParameters().stream()
                        .filter(each -> fits(each, place.positionals()))
                        .flatMap(each -> values(place, each.paramLabel(), each.completionCandidates())));
    }

    private static boolean fits(PositionalParamSpec parameter, int position) {
        return parameter.index().min() <= position
                && position <= parameter.index().max();
    }

    private Stream<String> values(Place place, String label, @Nullable Iterable<String> named) {
        if (named != null) {
            return StreamSupport.stream(named.spliterator(), false);
        }
        return switch (label) {
            case "SWEEP" -> sweeps(place);
            case "RECIPE" -> Stream.concat(Recipes.known(here).stream(), Stream.of(FILES));
            case "STORE" -> Stream.of("sqlite", "file");
            case "FILE", "FOLDER" -> Stream.of(FILES);
            default -> Stream.empty();
        };
    }

    /// Those in the folder that the command line names so far. What cannot be read completes nothing.
    private static Stream<String> sweeps(Place place) {
        int dir = place.words().indexOf("--dir");
        var path = dir >= 0 && dir + 1 < place.words().size()
                ? Path.of(place.words().get(dir + 1))
                : FolderOption.standard();
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
