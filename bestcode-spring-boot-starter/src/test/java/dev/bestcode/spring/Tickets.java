package dev.bestcode.spring;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.runtime.ToolMethod;
import dev.bestcode.runtime.ToolParameter;

/// A bean with a tool; a proxy can extend it.
class Tickets {
    @ToolMethod(value = "Read a ticket", effect = Effect.PURE)
    String readTicket(@ToolParameter(value = "its number", name = "number") int number) {
        return "ticket " + number + ": the export has no header line";
    }
}
