package metta.sweep.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/// Plants mistakes into the program, each a patch of one of its sources, and says how many simulated worlds it takes to
/// be caught. Each is compiled and hunted in this one process, in classes of its own.
final class Mutants {
    private final Path patches;
    private final long seeds;
    private final Path work;

    private Mutants(Path patches, long seeds, Path work) {
        this.patches = patches;
        this.seeds = seeds;
        this.work = work;
    }

    /// `PATCHES SEEDS WORK NAME...`: the folder of patches, how many worlds each mistake may survive, a folder to work
    /// in. Exits with 1 if one survives, or if without any a world is not sound.
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var mutants = new Mutants(Path.of(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
        System.exit(mutants.allCaught(Arrays.asList(arguments).subList(3, arguments.length)) ? 0 : 1);
    }

    private boolean allCaught(List<String> names) throws ReflectiveOperationException {
        boolean caught = true;
        long last = 0;
        for (var name : names) {
            var found = hunt(name);
            System.out.printf(
                    "%-50s %s%n", name, found.map(Mutants::firstLine).orElse("SURVIVED " + seeds + " worlds"));
            caught &= found.isPresent();
            last = Math.max(last, found.map(Mutants::seed).orElse(seeds - 1));
        }
        // What was caught was caught for its mistake: without any, these worlds are sound.
        var unsound = new SeedHunt(0, last + 1).firstBroken();
        unsound.ifPresent(words -> System.out.println("without any mistake: " + words));
        return caught && unsound.isEmpty();
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("");
    }

    private static long seed(String words) {
        return Long.parseLong(words.replaceFirst("(?s)^seed ([0-9]+):.*", "$1"));
    }

    private Optional<String> hunt(String name) throws ReflectiveOperationException {
        var classes = compiled(name);
        try (var loader = new IsolatedClasses(classes)) {
            return loader.firstBroken(seeds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder with the classes of the source as the patch changes it.
    private Path compiled(String name) {
        var source = patched(name);
        var classes = work.resolve(name).resolve("classes");
        var options = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), source.toString()));
        require(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)) == 0, name);
        return classes;
    }

    private Path patched(String name) {
        var patch = patches.resolve(name + ".patch").toAbsolutePath();
        try {
            var file = Files.readAllLines(patch).stream()
                    .filter(line -> line.startsWith("+++ b/"))
                    .map(line -> line.substring("+++ b/".length()))
                    .findFirst()
                    .orElseThrow();
            var copy = work.resolve(name).resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy, StandardCopyOption.REPLACE_EXISTING);
            var process = new ProcessBuilder("patch", "-s", "-p1", "-i", patch.toString())
                    .directory(work.resolve(name).toFile())
                    .inheritIO()
                    .start();
            require(process.onExit().join().exitValue() == 0, name);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean done, String name) {
        if (!done) {
            throw new IllegalStateException("the mistake " + name + " can no longer be planted");
        }
    }
}
