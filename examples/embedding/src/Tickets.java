import dev.bestcode.api.tool.Effect;
import dev.bestcode.runtime.ToolMethod;
import dev.bestcode.runtime.ToolParameter;

import java.nio.file.NoSuchFileException;
import java.util.Map;

/// A tool of one's own: an annotated method. The schema that a model is shown, and that its calls
/// are checked against, follows from the parameters.
final class Tickets {
    private final Map<Integer, String> tickets = Map.of(7, "The export has no header line.");

    @ToolMethod(value = "Read a ticket of the help desk", effect = Effect.PURE)
    String readTicket(@ToolParameter(value = "its number", name = "number") int number)
            throws NoSuchFileException {
        var ticket = tickets.get(number);
        if (ticket == null) {
            throw new NoSuchFileException("there is no ticket " + number); // the model reads it
        }
        return ticket;
    }
}
