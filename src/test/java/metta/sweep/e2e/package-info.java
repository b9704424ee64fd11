/// The built program, run as a person runs it: real processes, the example files, and kills on the way.
@NullMarked
package metta.sweep.e2e;

import org.jspecify.annotations.NullMarked;
