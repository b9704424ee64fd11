/// Benchmarks of whole parts, run by the scripts in `bench/` and never by the build.
@NullMarked
package metta.sweep.bench;

import org.jspecify.annotations.NullMarked;
