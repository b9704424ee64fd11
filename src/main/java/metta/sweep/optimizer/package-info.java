/// Decides what to try next: at random, evenly spread, point by point of a grid.
@NullMarked
package metta.sweep.optimizer;

import org.jspecify.annotations.NullMarked;
