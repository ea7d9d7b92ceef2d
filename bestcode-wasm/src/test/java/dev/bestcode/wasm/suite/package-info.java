/// Runs the suites of the component model that others wrote, from a folder.
@NullMarked
package dev.bestcode.wasm.suite;

import org.jspecify.annotations.NullMarked;
