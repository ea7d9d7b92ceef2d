/// Holds a decoded component against the rules of the component model, and turns it into steps that
/// can be carried out without another look at its types.
/// @see "Component Model, Binary.md (notes on validation) and Explainer.md"
@NullMarked
package dev.bestcode.wasm.check;

import org.jspecify.annotations.NullMarked;
