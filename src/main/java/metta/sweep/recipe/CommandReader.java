package metta.sweep.recipe;

import java.util.List;
import java.util.Optional;
import metta.sweep.config.YamlMap;
import metta.sweep.config.YamlNode;

/// Reads how a program is started: by a `command`, a `program`, or a command in which `${program}` stands for the
/// program.
record CommandReader(YamlMap step) {
    private static final String PROGRAM = "${program}";

    /// Empty if there is something wrong with it, which is then noted.
    List<String> read() {
        var program = step.find("program").flatMap(RecipeReader::filled);
        var command = program.isPresent() ? step.find("command") : step.require("command");
        return command.map(node -> command(node, program))
                .orElseGet(() -> program.map(CommandReader::usual).orElse(List.of()));
    }

    private static List<String> usual(String program) {
        return program.endsWith(".py") ? List.of("${python}", path(program)) : List.of(path(program));
    }

    /// A relative one is meant from the recipe's folder.
    private static String path(String program) {
        return program.startsWith("/") || program.startsWith("${") ? program : "${recipe_dir}/" + program;
    }

    private static List<String> command(YamlNode node, Optional<String> program) {
        var words = node.isList()
                ? Optional.of(
                        node.items().stream().flatMap(it -> it.text().stream()).toList())
                : node.text().flatMap(text -> node.attempt(() -> CommandWords.split(text)));
        var command = words.orElse(List.of());
        if (words.isPresent() && (command.isEmpty() || command.getFirst().isBlank())) {
            node.problem("a command must name a program");
            return List.of();
        }
        if (!command.isEmpty() && Macros.ARGUMENTS.contains(command.getFirst())) {
            node.problem("a command must begin with a program");
        }
        if (command.contains(PROGRAM) && program.isEmpty()) {
            node.problem("what is ${program}? Name it under 'program', beside this command");
            return List.of();
        }
        command.stream()
                .filter(item -> !Macros.ARGUMENTS.contains(item) && !item.equals(Macros.JAVA) && !item.equals(PROGRAM))
                .flatMap(item -> Macros.problem(item, Macros.NAMES).stream())
                .forEach(node::problem);
        return command.stream()
                .map(item -> item.equals(PROGRAM) ? path(program.orElse(item)) : item)
                .toList();
    }
}
