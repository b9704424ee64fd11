package metta.sweep.config;

/// The kinds of stores that lie in the folder of sweeps.
public enum StoreType implements StorePlace {
    SQLITE,
    FILE;

    @Override
    public String word() {
        return StorePlace.wordOf(this);
    }
}
