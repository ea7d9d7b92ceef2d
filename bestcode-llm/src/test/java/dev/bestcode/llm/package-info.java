/// Tests of the ways to models.
@NullMarked
package dev.bestcode.llm;

import org.jspecify.annotations.NullMarked;
