@NullMarked
package dev.bestcode.benchmarks;

import org.jspecify.annotations.NullMarked;
