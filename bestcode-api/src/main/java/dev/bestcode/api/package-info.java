/// The nouns of the system. Records and narrow interfaces, with no behaviour but validation:
/// what every other module may know of the rest.
@NullMarked
package dev.bestcode.api;

import org.jspecify.annotations.NullMarked;
