/// What a system tells whoever watches it.
@NullMarked
package dev.bestcode.api.event;

import org.jspecify.annotations.NullMarked;
