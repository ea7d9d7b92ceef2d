/// WIT, the language of interfaces: read, checked over a folder with its dependencies, printed, and
/// told from a component's own types.
/// @see "Component Model, WIT.md"
@NullMarked
package dev.bestcode.wasm.wit;

import org.jspecify.annotations.NullMarked;
