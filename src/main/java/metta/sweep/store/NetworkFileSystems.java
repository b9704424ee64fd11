package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells file systems that are shared between machines from those of one machine.
final class NetworkFileSystems {
    private static final Set<String> NETWORKED = Set.of(
            "9p",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "gfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs3",
            "nfs4",
            "ocfs2",
            "orangefs",
            "panfs",
            "pvfs2",
            "smb2",
            "smb3",
            "smbfs",
            "wekafs");
    private static final Set<String> LOCAL_FUSE =
            Set.of("bindfs", "encfs", "fuse-overlayfs", "gocryptfs", "mergerfs", "ntfs-3g", "ntfs");

    private NetworkFileSystems() {}

    /// Whether a file system of this type, as the kernel names it, may be mounted by several machines at once. FUSE is
    /// taken to be, save for the few that are known to stay on one machine.
    static boolean networked(String type) {
        var name = type.toLowerCase(Locale.ROOT);
        if (name.equals("fuse") || name.startsWith("fuse.")) {
            return !LOCAL_FUSE.contains(name.substring(Math.min(name.length(), "fuse.".length())));
        }
        return NETWORKED.contains(name);
    }

    /// The type of the file system that holds `path`, or will hold it; empty where the system does not say.
    static Optional<String> type(Path path) {
        for (var at = path.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    return Optional.of(Files.getFileStore(at).type());
                } catch (IOException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
