package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a [ScriptedModel] does with one request. Made to be imported statically:
/// `say("Looking").callTool("grep", "{\"pattern\":\"x\"}")`, `answer("done")`,
/// `fault(status(529))`.
public sealed interface Step {
    /// An answer of the model. Each method gives a longer one.
    /// @param stopReason empty for what follows from the parts
    record Say(List<Part> parts, Optional<String> stopReason) implements Step {
        public Say {
            parts = List.copyOf(parts);
        }

        public Say say(String text) {
            return with(new Text(text));
        }

        public Say think(String thinking) {
            return with(new Thinking(thinking));
        }

        /// @param arguments a JSON object, as text
        public Say callTool(String name, String arguments) {
            return with(tool(name, arguments));
        }

        /// Stop for this reason, such as `max_tokens`.
        public Say stopping(String reason) {
            return new Say(parts, Optional.of(reason));
        }

        private Say with(Part part) {
            var longer = new ArrayList<>(parts);
            longer.add(part);
            return new Say(longer, stopReason);
        }
    }

    /// A failure of the provider.
    record Fails(Fault fault) implements Step {}

    /// A step that depends on the request.
    record Computed(Function<JsonObject, Step> from) implements Step {}

    /// A part of an answer.
    sealed interface Part {}

    record Text(String text) implements Part {}

    record Thinking(String text) implements Part {}

    /// A tool call; its id is given when it is played.
    record ToolCall(String name, JsonObject arguments) implements Part {}

    static Say say(String text) {
        return new Say(List.of(new Text(text)), Optional.empty());
    }

    static Say think(String thinking) {
        return new Say(List.of(new Thinking(thinking)), Optional.empty());
    }

    /// Last words.
    static Say answer(String text) {
        return say(text);
    }

    /// Tool calls in one answer, without a word.
    static Say calls(ToolCall... calls) {
        return new Say(List.of(calls), Optional.empty());
    }

    /// @param arguments a JSON object, as text
    static ToolCall tool(String name, String arguments) {
        return new ToolCall(name, Json.parseObject(arguments));
    }

    static Step fault(Fault fault) {
        return new Fails(fault);
    }

    /// @param from gets the parsed body of the request; may answer with another computed step
    static Step computed(Function<JsonObject, Step> from) {
        return new Computed(from);
    }
}
