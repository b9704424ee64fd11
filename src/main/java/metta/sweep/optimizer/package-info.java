/// Decides what to try next: at random, evenly spread, point by point of a grid, by a model of what was
/// good, or as the best ones' child.
@NullMarked
package metta.sweep.optimizer;

import org.jspecify.annotations.NullMarked;
