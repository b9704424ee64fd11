/// Whole sweeps in a seeded world on virtual time, with everything going wrong that can.
@NullMarked
package metta.sweep.simulation;

import org.jspecify.annotations.NullMarked;
