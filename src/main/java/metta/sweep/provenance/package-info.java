/// What a run was made of: the commit of its program and what was changed since, the packages of its Python, the
/// environment it was given. It is kept with the run, so that the run can be had again.
@NullMarked
package metta.sweep.provenance;

import org.jspecify.annotations.NullMarked;
