/// Tests of the host.
@NullMarked
package dev.bestcode.wasm.host;

import org.jspecify.annotations.NullMarked;
