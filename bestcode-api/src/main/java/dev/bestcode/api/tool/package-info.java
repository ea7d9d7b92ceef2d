/// Tools: peers that execute and never think.
@NullMarked
package dev.bestcode.api.tool;

import org.jspecify.annotations.NullMarked;
