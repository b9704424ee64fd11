/// Decides what to try next: at random, evenly spread, point by point of a grid, or by what the trials
/// so far taught.
@NullMarked
package metta.sweep.optimizer;

import org.jspecify.annotations.NullMarked;
