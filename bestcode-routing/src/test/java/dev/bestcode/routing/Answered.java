package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;
import java.util.stream.Collectors;

/// What a delivery came to.
/// @param sentTo the listeners that something was sent to
/// @param said the text of the reply; empty for none
record Answered(List<String> sentTo, String said, boolean error) {
    static Answered of(HandlerResponse response) {
        var sent =
                response.outgoing().stream()
                        .filter(Outgoing.Send.class::isInstance)
                        .map(outgoing -> ((Outgoing.Send) outgoing).to())
                        .toList();
        var replies =
                response.outgoing().stream()
                        .filter(Outgoing.Reply.class::isInstance)
                        .map(outgoing -> outgoing.payload().bytes().utf8())
                        .map(json -> ToolOutcome.from(Json.parseObject(json)))
                        .toList();
        return new Answered(
                sent,
                replies.stream().map(ToolOutcome::text).collect(Collectors.joining()),
                replies.stream().anyMatch(ToolOutcome::error));
    }
}
