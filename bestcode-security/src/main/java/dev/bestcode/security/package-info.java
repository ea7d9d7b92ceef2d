/// Compiles profiles into dispatch tables, decides permissions, raises the operating system's
/// walls. A route that is not in the table does not exist; a wall that cannot stand here is
/// reported, not pretended.
@NullMarked
package dev.bestcode.security;

import org.jspecify.annotations.NullMarked;
