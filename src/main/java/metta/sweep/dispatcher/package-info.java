/// Where jobs run: on this machine. The files by which a local job, its supervisor and any dispatcher understand
/// each other are described in one place, at the head of `supervisor.sh`.
@NullMarked
package metta.sweep.dispatcher;

import org.jspecify.annotations.NullMarked;
