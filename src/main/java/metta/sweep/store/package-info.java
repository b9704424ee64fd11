/// Where sweeps live: in memory, in files, in SQLite, in PostgreSQL. The only state in the system.
@NullMarked
package metta.sweep.store;

import org.jspecify.annotations.NullMarked;
