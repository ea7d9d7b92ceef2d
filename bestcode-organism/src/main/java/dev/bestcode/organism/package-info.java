/// Reads organism YAML, reporting every mistake with its line. YAML and builder make the same
/// record; only profiles grant anything.
@NullMarked
package dev.bestcode.organism;

import org.jspecify.annotations.NullMarked;
