/// Measures what the system costs, as runnable programs. Figures are ratios taken in one run;
/// no test asserts a time.
@NullMarked
package dev.bestcode.benchmarks;

import org.jspecify.annotations.NullMarked;
