package metta.sweep.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One folder of a disk that keeps nothing but what it was made to keep: of a file what was written before its
/// last `fsync`, of a folder the names that it had at its own. The system calls of a process are replayed on it;
/// then the power is cut, and any of the rest may be there or not.
final class CutDisk {
    private final Path root;
    private final Folder top = new Folder();
    private final Map<Long, Open> open = new HashMap<>();

    /// How much of what was not synced is there after the cut.
    enum Luck {
        NOTHING,
        EVERYTHING,
        /// What was written first.
        BEGINNING,
        /// Any of it, and parts of writes.
        SOMETHING
    }

    private sealed interface Node {}

    private static final class File implements Node {
        private byte[] content = {};
        private byte[] kept = {};
        private final List<Change<byte[]>> pending = new ArrayList<>();
    }

    private static final class Folder implements Node {
        private final Map<String, Node> names = new LinkedHashMap<>();
        private Map<String, Node> kept = new LinkedHashMap<>();
        private final List<Change<Map<String, Node>>> pending = new ArrayList<>();

        void change(Consumer<Map<String, Node>> change) {
            change.accept(names);
            pending.add((before, _, _) -> {
                change.accept(before);
                return before;
            });
        }
    }

    /// Something that was done and not synced.
    private interface Change<T> {
        /// @param whole whether it is there as a whole; else in part
        T applied(T before, boolean whole, RandomGenerator random);
    }

    private static final class Open {
        private final Node node;
        private long position;

        Open(Node node) {
            this.node = node;
        }
    }

    CutDisk(Path root) {
        this.root = root;
    }

    /// Does what the call did. Calls about other folders do nothing here.
    void replay(SystemCall call) {
        switch (call.name()) {
            case "openat" -> opened(call, path(call, 1));
            case "open" -> opened(call, path(call, 0));
            case "close" -> open.remove(call.number(0));
            case "lseek" -> known(call).forEach(each -> each.position = call.result());
            case "write" ->
                known(call).forEach(each -> {
                    write(each, each.position, call);
                    each.position += call.result();
                });
            case "pwrite64" -> known(call).forEach(each -> write(each, call.number(3), call));
            case "ftruncate" -> known(call).forEach(each -> truncate(each, (int) call.number(1)));
            case "fsync", "fdatasync" -> known(call).forEach(each -> sync(each.node));
            case "mkdir" -> make(path(call, 0));
            case "rename" -> move(path(call, 0), path(call, 1));
            case "unlink", "rmdir" -> remove(path(call, 0));
            case "unlinkat" -> remove(path(call, 1));
            default ->
                require(
                        call.arguments().stream().noneMatch(this::isHere)
                                && known(call).isEmpty(),
                        call);
        }
    }

    private static void require(boolean fine, SystemCall call) {
        if (!fine) {
            throw new IllegalStateException("what this call leaves on a disk is not known here: " + call);
        }
    }

    private boolean isHere(String argument) {
        return argument.startsWith("\"\\x") && Path.of(text(argument)).startsWith(root);
    }

    private static String text(String argument) {
        return new String(new SystemCall("", List.of(argument), 0).bytes(0), UTF_8);
    }

    private static Path path(SystemCall call, int argument) {
        return Path.of(text(call.arguments().get(argument))).normalize();
    }

    private List<Open> known(SystemCall call) {
        var first = call.arguments().getFirst();
        var known = first.matches("\\d+") ? open.get(Long.parseLong(first)) : null;
        return known == null ? List.of() : List.of(known);
    }

    private void opened(SystemCall call, Path path) {
        open.remove(call.result());
        if (path.startsWith(root)) {
            require(!call.flagged("O_APPEND"), call);
            var node = path.equals(root) ? top : parent(path).names.get(name(path));
            if (node == null) {
                require(call.flagged("O_CREAT"), call);
                var made = new File();
                parent(path).change(names -> names.put(name(path), made));
                node = made;
            }
            var opened = new Open(node);
            open.put(call.result(), opened);
            if (call.flagged("O_TRUNC")) {
                truncate(opened, 0);
            }
        }
    }

    private static String name(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }

    private Folder parent(Path path) {
        var folder = top;
        for (var each : root.relativize(Objects.requireNonNull(path.getParent()))) {
            if (!each.toString().isEmpty()) {
                folder = (Folder) Objects.requireNonNull(folder.names.get(each.toString()));
            }
        }
        return folder;
    }

    private void make(Path path) {
        if (path.startsWith(root) && !path.equals(root)) {
            var made = new Folder();
            parent(path).change(names -> names.put(name(path), made));
        }
    }

    private void move(Path from, Path to) {
        if (from.startsWith(root)) {
            var source = parent(from);
            var moved = Objects.requireNonNull(source.names.get(name(from)));
            if (parent(to) == source) {
                source.change(names -> {
                    names.remove(name(from));
                    names.put(name(to), moved);
                });
            } else {
                parent(to).change(names -> names.put(name(to), moved));
                source.change(names -> names.remove(name(from)));
            }
        }
    }

    private void remove(Path path) {
        if (path.startsWith(root)) {
            parent(path).change(names -> names.remove(name(path)));
        }
    }

    private static void write(Open open, long at, SystemCall call) {
        var bytes = Arrays.copyOf(call.bytes(1), (int) call.result());
        change(open, (before, whole, random) -> {
            int from = whole ? 0 : random.nextInt(bytes.length);
            int to = whole ? bytes.length : random.nextInt(from, bytes.length + 1);
            var after = Arrays.copyOf(before, (int) Math.max(before.length, at + to));
            System.arraycopy(bytes, from, after, (int) at + from, to - from);
            return after;
        });
    }

    private static void truncate(Open open, int length) {
        change(open, (before, _, _) -> Arrays.copyOf(before, length));
    }

    private static void change(Open open, Change<byte[]> change) {
        var file = (File) open.node;
        file.content = change.applied(file.content, true, RandomGenerator.getDefault());
        file.pending.add(change);
    }

    private static void sync(Node node) {
        switch (node) {
            case File file -> {
                file.kept = file.content;
                file.pending.clear();
            }
            case Folder folder -> {
                folder.kept = new LinkedHashMap<>(folder.names);
                folder.pending.clear();
            }
        }
    }

    /// Writes into `place` what may be found after the power was cut now.
    void cut(Luck luck, RandomGenerator random, Path place) throws IOException {
        write(top, luck, random, place);
    }

    private static void write(Folder folder, Luck luck, RandomGenerator random, Path place) throws IOException {
        Files.createDirectories(place);
        var names = left(new LinkedHashMap<>(folder.kept), folder.pending, luck, random);
        for (var each : names.entrySet()) {
            switch (each.getValue()) {
                case File file ->
                    Files.write(place.resolve(each.getKey()), left(file.kept, file.pending, luck, random));
                case Folder inner -> write(inner, luck, random, place.resolve(each.getKey()));
            }
        }
    }

    private static <T> T left(T kept, List<Change<T>> pending, Luck luck, RandomGenerator random) {
        var left = kept;
        int most = luck == Luck.BEGINNING ? random.nextInt(pending.size() + 1) : pending.size();
        for (var each : pending.subList(0, luck == Luck.NOTHING ? 0 : most)) {
            if (luck != Luck.SOMETHING || random.nextBoolean()) {
                left = each.applied(left, luck != Luck.SOMETHING || random.nextBoolean(), random);
            }
        }
        return left;
    }
}
