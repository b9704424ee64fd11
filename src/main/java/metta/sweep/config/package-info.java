/// The typed description of a sweep, and the strict reader that turns a file into it.
@NullMarked
package metta.sweep.config;

import org.jspecify.annotations.NullMarked;
