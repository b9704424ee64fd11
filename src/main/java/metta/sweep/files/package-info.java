/// Files of which nobody sees half, and folders that are deleted while others write in them.
@NullMarked
package metta.sweep.files;

import org.jspecify.annotations.NullMarked;
