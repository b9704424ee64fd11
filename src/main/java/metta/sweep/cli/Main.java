package metta.sweep.cli;

/// The entry point that the launcher runs.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("metta 0.1.0");
    }
}
