/// What a component finds when it calls out: WASI interfaces that are there and reach nothing,
/// unless something was granted; and refusals.
///
/// Toolchains import far more than their programs use, so an import says little. Three tiers:
/// *inert* interfaces always link, and their functions answer with nothing; *authority* is
/// everything else and does not link; *denied* interfaces link where the user says so, and every
/// function of theirs answers with its error.
/// @see "WASI 0.2"
@NullMarked
package dev.bestcode.wasm.host;

import org.jspecify.annotations.NullMarked;
