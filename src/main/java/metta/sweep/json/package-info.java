/// The one JSON mapper, and how numbers are written for other languages to read.
@NullMarked
package metta.sweep.json;

import org.jspecify.annotations.NullMarked;
