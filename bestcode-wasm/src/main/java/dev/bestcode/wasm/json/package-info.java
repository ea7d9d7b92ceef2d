/// Values and types of components as JSON and JSON Schema: how a model fills in a component's
/// function.
@NullMarked
package dev.bestcode.wasm.json;

import org.jspecify.annotations.NullMarked;
