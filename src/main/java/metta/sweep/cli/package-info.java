/// The commands a person types, and the one place that joins implementations to protocols.
@NullMarked
package metta.sweep.cli;

import org.jspecify.annotations.NullMarked;
