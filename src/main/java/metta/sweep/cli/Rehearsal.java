package metta.sweep.cli;

/// Walks the common paths once while the build records which classes they need. Run by the launcher after a build.
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        Main.main(new String[] {"--version"});
    }
}
