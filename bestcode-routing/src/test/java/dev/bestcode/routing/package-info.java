@NullMarked
package dev.bestcode.routing;

import org.jspecify.annotations.NullMarked;
