/// Definitions in source files, as whoever reads them tells whoever keeps them.
@NullMarked
package dev.bestcode.api.symbol;

import org.jspecify.annotations.NullMarked;
