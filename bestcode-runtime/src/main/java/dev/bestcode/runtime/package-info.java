/// Assembles a system from parts and closes it in order. The one module in which the leaves
/// meet; every wiring problem is reported at once.
@NullMarked
package dev.bestcode.runtime;

import org.jspecify.annotations.NullMarked;
