/// Checkpoints that programs write: which is the newest, and how many are kept.
@NullMarked
package metta.sweep.checkpoint;

import org.jspecify.annotations.NullMarked;
