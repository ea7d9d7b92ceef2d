/// Makes state changes durable and atomic in one log. Threads, contexts and journal change
/// together in one transaction or not at all; what was acknowledged survives.
@NullMarked
package dev.bestcode.kernel;

import org.jspecify.annotations.NullMarked;
