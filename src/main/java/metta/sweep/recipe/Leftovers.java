package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// What others left in the sources of one job, and what the job has made of it. A file is opened again only when its
/// size or its time has changed.
final class Leftovers {
    private final AtomicReference<Optional<Inheritance>> inheritance = new AtomicReference<>(Optional.empty());
    private final Map<SourceFile, Look> looks = new ConcurrentHashMap<>();

    /// @param newFrom where in the file begins what is new
    private record Look(long size, FileTime modified, long newFrom) {
        boolean isOf(BasicFileAttributes file) {
            return size == file.size() && modified.equals(file.lastModifiedTime());
        }
    }

    /// What was there when the job was launched; nothing if it never was. That does not change, so it is read once.
    Optional<Inheritance> inheritance(JobSources sources) throws IOException {
        if (inheritance.get().isEmpty()) {
            inheritance.set(sources.inheritance());
        }
        return inheritance.get();
    }

    /// Where in a file begins what was written since the trace; nothing if nothing was.
    OptionalLong newFrom(SourceFile file, Path path, Trace before) throws IOException {
        var there = Presence.of(path).filter(BasicFileAttributes::isRegularFile);
        if (there.isEmpty()) {
            return OptionalLong.of(0);
        }
        var look = looks.get(file);
        if (look == null || !look.isOf(there.get())) {
            look = new Look(there.get().size(), there.get().lastModifiedTime(), before.newFrom(path));
            looks.put(file, look);
        }
        return look.newFrom() == look.size() ? OptionalLong.empty() : OptionalLong.of(look.newFrom());
    }
}
