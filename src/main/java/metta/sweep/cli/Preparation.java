package metta.sweep.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.sqlite.util.LibraryLoaderUtil;

/// Makes a fresh build start faster: run once by the launcher, with the build's folder as its argument.
///
/// Classes older than Java 6 cannot be linked ahead of time, so they are written anew in today's format; and SQLite's
/// native library is laid out ready to load, where it would else be unpacked on each start.
public final class Preparation {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private final ClassFile format = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

    private Preparation() {}

    public static void main(String[] args) throws IOException {
        var build = Path.of(args[0]);
        Files.writeString(build.resolve("version"), Version.line() + "\n");
        unpackSqlite(build.resolve("native"));
        List<Path> jars;
        try (var files = Files.list(build.resolve("lib"))) {
            jars = files.filter(each -> each.toString().endsWith(".jar")).toList();
        }
        for (var jar : jars) {
            new Preparation().modernize(jar);
        }
    }

    private static void unpackSqlite(Path folder) throws IOException {
        var name = LibraryLoaderUtil.getNativeLibName();
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (var library = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("sqlite-jdbc has no native library " + resource);
            }
            Files.createDirectories(folder);
            Files.copy(library, folder.resolve(name));
        }
    }

    private void modernize(Path jar) throws IOException {
        var next = jar.resolveSibling(jar.getFileName() + ".next");
        boolean changed = false;
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(next))) {
            for (var entry : from.stream().toList()) {
                var bytes = from.getInputStream(entry).readAllBytes();
                boolean old = entry.getName().endsWith(".class") && version(bytes) < FIRST_WITH_STACK_MAPS;
                changed |= old;
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(old ? modern(bytes) : bytes);
            }
        }
        if (changed) {
            Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(next);
        }
    }

    private static int version(byte[] bytes) {
        return ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
    }

    /// The class in a newer format. Its methods are assembled anew, since they need stack maps there.
    private byte[] modern(byte[] bytes) {
        ClassTransform newer = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        return format.transformClass(
                format.parse(bytes), newer.andThen(ClassTransform.transformingMethodBodies(CodeBuilder::with)));
    }
}
