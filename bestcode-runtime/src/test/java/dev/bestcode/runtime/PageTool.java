package dev.bestcode.runtime;

import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Pages of made-up text, each with a fact of its own.
final class PageTool implements ToolPeer {
    @Override
    public ToolDescriptor descriptor() {
        return ToolDescriptor.of(
                "page",
                "Shows a page",
                "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\"},\"size\":{\"type\":\"integer\"},\"scratch\":{\"type\":\"boolean\"}}}");
    }

    @Override
    public ToolOutcome call(ToolCall call) {
        long number = call.arguments().requireLong("number");
        if (number < 0) {
            return ToolOutcome.failed("there is no page " + number);
        }
        long size = call.arguments().integer("size").orElse(2_000);
        var text =
                new StringBuilder("the secret of page %d is xyzzy-%d\n".formatted(number, number));
        for (int line = 0; text.length() < size; line++) {
            text.append("page%dLine%d says that value%d holds\n".formatted(number, line, line * 7));
        }
        var outcome = ToolOutcome.succeeded(text + "end of page " + number);
        return call.arguments().bool("scratch").orElse(false)
                ? outcome.withScratch(scratch())
                : outcome;
    }

    private static String scratch() {
        return IntStream.range(0, 500)
                .mapToObj(shelf -> "looked behind shelf " + shelf)
                .collect(Collectors.joining("\n"));
    }
}
