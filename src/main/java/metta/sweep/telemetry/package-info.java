/// The record of what a sweep did: structured lines for machines, short ones for people.
@NullMarked
package metta.sweep.telemetry;

import org.jspecify.annotations.NullMarked;
