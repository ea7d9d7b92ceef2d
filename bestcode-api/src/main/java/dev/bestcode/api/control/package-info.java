/// Steering a system from outside: tasks, runs and their results.
@NullMarked
package dev.bestcode.api.control;

import org.jspecify.annotations.NullMarked;
