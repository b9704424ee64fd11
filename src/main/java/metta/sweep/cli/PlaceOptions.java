package metta.sweep.cli;

import picocli.CommandLine.Mixin;

/// Where a sweep is, whatever keeps its facts: the two options of commands that look at sweeps or ask something of one.
final class PlaceOptions {
    @Mixin
    private FolderOption dir = new FolderOption();

    @Mixin
    private StoreOption store = new StoreOption();

    /// The folder that is meant, with the store that is.
    Folder folder() {
        return dir.folder().in(store.place());
    }
}
