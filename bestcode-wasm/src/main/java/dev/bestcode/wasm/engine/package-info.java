/// The core runtime behind few types. Nothing outside this package knows Chicory, so that another
/// runtime is a change of this package alone.
@NullMarked
package dev.bestcode.wasm.engine;

import org.jspecify.annotations.NullMarked;
