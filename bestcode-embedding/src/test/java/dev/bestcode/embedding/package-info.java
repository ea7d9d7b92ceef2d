@NullMarked
package dev.bestcode.embedding;

import org.jspecify.annotations.NullMarked;
