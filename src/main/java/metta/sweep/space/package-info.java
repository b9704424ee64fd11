/// What a sweep searches: parameters, their distributions, and the way between values and the unit cube.
@NullMarked
package metta.sweep.space;

import org.jspecify.annotations.NullMarked;
