/// Models: requests, replies, and the clients that carry them.
@NullMarked
package dev.bestcode.api.llm;

import org.jspecify.annotations.NullMarked;
