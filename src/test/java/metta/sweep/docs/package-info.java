/// The documentation, held against the program.
@NullMarked
package metta.sweep.docs;

import org.jspecify.annotations.NullMarked;
