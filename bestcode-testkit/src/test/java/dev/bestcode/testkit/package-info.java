/// Tests of the doubles.
@NullMarked
package dev.bestcode.testkit;

import org.jspecify.annotations.NullMarked;
