package metta.sweep.store;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A system call that succeeded, as `strace -xx` writes it down.
///
/// @param arguments numbers and names as they stand, texts as `"\x61"`
record SystemCall(String name, List<String> arguments, long result) {
    /// Those that change what is on a disk, and those that say which file they are about.
    static final String TRACED = "open,openat,creat,close,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fsync,"
            + "fdatasync,sync_file_range,fallocate,copy_file_range,sendfile,rename,renameat,renameat2,link,linkat,symlink,"
            + "symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat";

    private static final Pattern LINE = Pattern.compile("(\\w+)\\((.*)\\) += (\\d+).*");

    static Optional<SystemCall> read(String line) {
        var parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new SystemCall(
                        parts.group(1), Arrays.asList(parts.group(2).split(", ", -1)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    long number(int argument) {
        return Long.parseLong(arguments.get(argument));
    }

    boolean flagged(String flag) {
        return arguments.stream()
                .flatMap(each -> Stream.of(each.split("\\|", -1)))
                .anyMatch(flag::equals);
    }

    /// Whether another disk is there after it, or would be after a power cut.
    boolean changesDisk() {
        return switch (name) {
            case "lseek", "close" -> false;
            case "open", "openat" -> flagged("O_CREAT") || flagged("O_TRUNC");
            default -> true;
        };
    }

    /// A text's bytes.
    byte[] bytes(int argument) {
        return HexFormat.of().parseHex(arguments.get(argument).replace("\"", "").replace("\\x", ""));
    }
}
