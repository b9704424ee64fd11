/// The mathematics that optimizers and analysis share.
@NullMarked
package metta.sweep.numeric;

import org.jspecify.annotations.NullMarked;
