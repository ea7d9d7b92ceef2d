/// One assembled configuration: listeners, prompts and profiles.
@NullMarked
package dev.bestcode.api.organism;

import org.jspecify.annotations.NullMarked;
