/// The canonical ABI: values of components into core numbers and memory, and back. Everything that
/// a component wrote is checked before it is used: pointers, lengths, discriminants, characters,
/// handles; and counted before it is allocated.
/// @see "Component Model, CanonicalABI.md"
@NullMarked
package dev.bestcode.wasm.abi;

import org.jspecify.annotations.NullMarked;
