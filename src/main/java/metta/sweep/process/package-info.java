/// Operating-system processes: who they are, whether they live, which belong together, what they answer, and how they
/// are
/// ended.
@NullMarked
package metta.sweep.process;

import org.jspecify.annotations.NullMarked;
