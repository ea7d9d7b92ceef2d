/// Turns a task into turns: reason, call tools, stop. A handler with budgets; it sees
/// deliveries and answers with bytes, nothing else.
@NullMarked
package dev.bestcode.agent;

import org.jspecify.annotations.NullMarked;
