package metta.sweep.simulation;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The program and its simulation once more, apart from those that run here, with some classes that are others.
final class IsolatedClasses implements AutoCloseable {
    private final URLClassLoader loader;

    /// @param changed the folder of those that are others
    IsolatedClasses(Path changed) {
        var here = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
        var places = Stream.concat(Stream.of(changed), here).map(IsolatedClasses::url);
        loader = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no place for classes: " + place, e);
        }
    }

    /// What [SeedHunt#firstBroken] finds there among so many seeds.
    Optional<String> firstBroken(long seeds) throws ReflectiveOperationException {
        var hunt = loader.loadClass(SeedHunt.class.getName());
        var create = hunt.getDeclaredConstructor(long.class, long.class);
        var firstBroken = hunt.getDeclaredMethod("firstBroken");
        create.setAccessible(true);
        firstBroken.setAccessible(true);
        return ((Optional<?>) firstBroken.invoke(create.newInstance(0L, seeds))).map(String::valueOf);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
