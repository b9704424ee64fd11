package metta.sweep.recipe;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks whether the programs of a recipe are there, before anything is started.
record RecipeCheck(Recipe recipe, Map<String, String> environment) {
    private static final Pattern SCRIPT = Pattern.compile(ProgramWords.SCRIPT.pattern() + "|[^=]+\\.jar");

    /// Where programs are looked for if nobody says where: the supervisor does the same.
    private static final String USUAL_PATH = "/usr/bin:/bin";

    /// Programs that are not there, so that no job can be started.
    List<String> missing() {
        var missing = new ArrayList<String>();
        missing("train", recipe.train()).ifPresent(missing::add);
        recipe.evaluate().flatMap(step -> missing("evaluate", step)).ifPresent(missing::add);
        return List.copyOf(missing);
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>(missing());
        check("train", recipe.train(), warnings);
        recipe.evaluate().ifPresent(step -> check("evaluate", step, warnings));
        if (!hasMacro(recipe.directory()) && !Files.isDirectory(directory())) {
            warnings.add("directory: there is no folder " + directory());
        }
        return List.copyOf(warnings);
    }

    private void check(String which, Step step, List<String> warnings) {
        checkSources("metrics." + which, step, warnings);
        step.configFile()
                .filter(file -> !hasMacro(file) && !Files.exists(recipe.home().resolve(file)))
                .ifPresent(file -> warnings.add("%s.config_file: there is no file %s"
                        .formatted(which, recipe.home().resolve(file))));
        var program = path(program(step)).filter(each -> Files.isRegularFile(each) && !Files.isExecutable(each));
        program.ifPresent(each -> warnings.add(
                "%s: the file %s may not be executed: chmod +x, or name an interpreter".formatted(which, each)));
        for (String each : step.command().subList(1, step.command().size())) {
            var item = Macros.fixed(each, recipe, environment);
            boolean checkable = !hasMacro(item) && (item.startsWith("/") || !hasMacro(recipe.directory()));
            if (checkable
                    && SCRIPT.matcher(item).matches()
                    && !Files.exists(directory().resolve(item))) {
                warnings.add(
                        "%s: there is no file %s".formatted(which, directory().resolve(item)));
            }
        }
    }

    /// Programs that run at the same time and write one file mix up their results.
    private void checkSources(String which, Step step, List<String> warnings) {
        for (var source : step.metrics()) {
            place(source)
                    .filter(place -> !hasMacro(place.path()) && !hasMacro(recipe.directory()))
                    .map(place -> "%s: all runs share the %s %s; put ${run_dir} into its path"
                            .formatted(which, place.kind(), directory().resolve(place.path())))
                    .ifPresent(warnings::add);
        }
    }

    /// Where a program writes.
    private record Place(String kind, String path) {}

    private static Optional<Place> place(MetricSource source) {
        return switch (source) {
            case MetricSource.JsonLines lines -> Optional.of(new Place("file", lines.file()));
            case MetricSource.Result result -> Optional.of(new Place("file", result.file()));
            case MetricSource.EventFiles events -> Optional.of(new Place("folder", events.path()));
            case MetricSource.StdoutJson _, MetricSource.StdoutPairs _, MetricSource.StdoutPatterns _ ->
                Optional.empty();
        };
    }

    private Optional<String> missing(String which, Step step) {
        var program = program(step);
        return hasMacro(program) || found(program)
                ? Optional.empty()
                : Optional.of("%s: there is no program '%s'%s"
                        .formatted(which, program, program.contains("/") ? "" : " on the PATH"));
    }

    private String program(Step step) {
        return Macros.fixed(step.command().getFirst(), recipe, environment);
    }

    private boolean found(String program) {
        return program.contains("/") ? path(program).filter(Files::exists).isPresent() : onPath(program);
    }

    /// The file that a program with a `/` in its name is.
    private Optional<Path> path(String program) {
        return program.contains("/") && !hasMacro(program)
                ? Optional.of(Path.of(CommandLine.program(program, recipe.home())))
                : Optional.empty();
    }

    /// Where a job's folder decides what is found, it is not known yet whether it will be.
    private boolean onPath(String program) {
        var path = recipe.environment().getOrDefault("PATH", environment.getOrDefault("PATH", USUAL_PATH));
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> hasMacro(folder)
                        || (hasMacro(recipe.directory()) && !folder.startsWith("/"))
                        || Files.isExecutable(directory().resolve(folder).resolve(program)));
    }

    private Path directory() {
        return recipe.home().resolve(recipe.directory());
    }

    private static boolean hasMacro(String text) {
        return text.contains("${");
    }
}
