/// Runs a user's component as a tool with only its granted powers. The runtime is the wall: no
/// import that was not granted, no step beyond its budget.
@NullMarked
package dev.bestcode.wasm;

import org.jspecify.annotations.NullMarked;
