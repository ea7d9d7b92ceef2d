package dev.bestcode.spring;

import dev.bestcode.runtime.ToolMethod;
import dev.bestcode.runtime.ToolParameter;

/// A tool that is added by itself.
final class Closing {
    @ToolMethod("Close a ticket")
    String closeTicket(@ToolParameter(value = "its number", name = "number") int number) {
        return "ticket " + number + " is closed";
    }
}
