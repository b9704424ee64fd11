package metta.sweep.store;

/// What every store promises. A store is done when its test implements this and passes unchanged.
interface StoreContract
        extends SweepsContract, RunsContract, ChangesContract, ReportsContract, LeaseContract, PiecesContract {}
