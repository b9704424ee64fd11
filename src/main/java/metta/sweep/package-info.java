/// The vocabulary of a sweep: the four protocols, the records they exchange, and the controller that joins them.
@NullMarked
package metta.sweep;

import org.jspecify.annotations.NullMarked;
