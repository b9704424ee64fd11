/// Decides when jobs run: one at a time, or as many as there is room for.
@NullMarked
package metta.sweep.scheduler;

import org.jspecify.annotations.NullMarked;
