/// How a training program in any language is described, started and read.
@NullMarked
package metta.sweep.recipe;

import org.jspecify.annotations.NullMarked;
