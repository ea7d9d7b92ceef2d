/// Tests of the whole system, and of the rules it is built by.
@NullMarked
package dev.bestcode.it;

import org.jspecify.annotations.NullMarked;
