/// What a sweep has found, computed from a store and nothing else.
@NullMarked
package metta.sweep.analysis;

import org.jspecify.annotations.NullMarked;
