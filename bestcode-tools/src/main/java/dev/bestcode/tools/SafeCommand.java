package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolDescriptor;

import java.time.Duration;
import java.util.List;

/// A command whose program and subcommand are fixed, and whose arguments have types.
/// @param limit of a call, when it gives none
/// @param effect what it can do to the world
record SafeCommand(ToolDescriptor descriptor, Effect effect, Duration limit, Words words) {
    /// Turns the arguments of a call into the words of its command.
    interface Words {
        List<String> of(Arguments arguments) throws ToolFailedException;
    }

    /// @param properties the members of the schema's `properties`, JSON without the braces
    static SafeCommand of(
            String name,
            String description,
            String required,
            String properties,
            Effect effect,
            Duration limit,
            Words words) {
        var schema =
                """
                {"type":"object","required":[%s],"additionalProperties":false,"properties":{%s}}
                """
                        .formatted(required, properties);
        return new SafeCommand(ToolDescriptor.of(name, description, schema), effect, limit, words);
    }
}
