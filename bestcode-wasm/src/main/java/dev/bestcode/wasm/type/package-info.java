/// What the types of a component mean: sizes, flattening, sameness, substitution of resources.
/// Resources are the only types with an identity; all others are what they are made of.
/// @see "Component Model, Explainer.md (type checking) and CanonicalABI.md (flattening)"
@NullMarked
package dev.bestcode.wasm.type;

import org.jspecify.annotations.NullMarked;
