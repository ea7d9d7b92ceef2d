@NullMarked
package dev.bestcode.wasm.wit;

import org.jspecify.annotations.NullMarked;
