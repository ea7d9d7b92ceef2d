/// Durable state: the operations that change it, the views that read it, and the storage below.
@NullMarked
package dev.bestcode.api.kernel;

import org.jspecify.annotations.NullMarked;
