/// An optimizer for programs in any language, asked and told by lines of JSON.
@NullMarked
package metta.sweep.asktell;

import org.jspecify.annotations.NullMarked;
