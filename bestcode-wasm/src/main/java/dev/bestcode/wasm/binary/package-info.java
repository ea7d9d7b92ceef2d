/// The bytes of a component as records: what is written there, in order, and nothing concluded
/// from it. Every count is bounded by the bytes that are left.
/// @see "Component Model, Binary.md"
@NullMarked
package dev.bestcode.wasm.binary;

import org.jspecify.annotations.NullMarked;
