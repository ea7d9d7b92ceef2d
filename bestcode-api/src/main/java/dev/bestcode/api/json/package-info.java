/// JSON behind the door: one sealed value, one parser and one printer with every limit of the wire.
@NullMarked
package dev.bestcode.api.json;

import org.jspecify.annotations.NullMarked;
