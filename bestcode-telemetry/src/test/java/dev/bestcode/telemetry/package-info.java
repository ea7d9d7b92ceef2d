@NullMarked
package dev.bestcode.telemetry;

import org.jspecify.annotations.NullMarked;
