@NullMarked
package dev.bestcode.wasm;

import org.jspecify.annotations.NullMarked;
