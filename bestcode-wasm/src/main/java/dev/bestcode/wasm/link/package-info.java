/// Makes instances of checked components: runs their steps, and links them to what they import.
@NullMarked
package dev.bestcode.wasm.link;

import org.jspecify.annotations.NullMarked;
