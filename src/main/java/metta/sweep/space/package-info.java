/// Parameters, the values they may take, and their encoding to the unit cube.
@NullMarked
package metta.sweep.space;

import org.jspecify.annotations.NullMarked;
