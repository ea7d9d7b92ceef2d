package dev.bestcode.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// What every tool owes the system. Extend it and say which tool, and a call or two of it.
public interface ToolPeerContract {
    /// What a model is shown of one result at most.
    int TEXT_BYTES_MAX = 50 * 1024;

    /// A tool, fresh, over a world in which [#goodCall] works.
    ToolPeer tool();

    /// Arguments of a call that succeeds, as often as it is made.
    JsonObject goodCall();

    /// Arguments that fit the schema, of a call that must fail: a missing file, an unknown key.
    JsonObject badCall();

    private ToolCall call(JsonObject arguments) {
        return new ToolCall(arguments, new RunId("contract"), "coding", new NoRights(), _ -> {});
    }

    private static void isShowable(ToolOutcome outcome) {
        assertTrue(
                outcome.text().getBytes(StandardCharsets.UTF_8).length <= TEXT_BYTES_MAX,
                "a result is larger than a model may be shown");
        assertEquals(outcome, ToolOutcome.from(outcome.toJson()), "its JSON is not the outcome");
    }

    @Test
    default void theDescriptorIsTheSameEachTimeAndItsSchemaIsOfAnObjectAndClosed() {
        var tool = tool();
        var descriptor = tool.descriptor();

        assertEquals(descriptor, tool.descriptor());
        assertTrue(ToolDescriptor.isName(descriptor.name()));
        assertFalse(descriptor.description().isBlank(), "a model chooses by the description");
        assertEquals("object", descriptor.inputSchema().requireString("type"));
        assertFalse(
                descriptor.inputSchema().bool("additionalProperties").orElse(true),
                "a misspelt argument has to be refused");
        assertTrue(tool.timeLimit().isPositive());
    }

    @Test
    default void aGoodCallSucceedsAndABadOneIsAnOutcomeThatSaysWhy() throws InterruptedException {
        var good = tool().call(call(goodCall()));
        assertFalse(good.error(), good.text());
        isShowable(good);

        var bad = tool().call(call(badCall()));
        assertTrue(bad.error(), "it must fail: " + bad.text());
        assertFalse(bad.text().isBlank(), "a model has to read why");
        isShowable(bad);
    }

    @Test
    default void aPreviewHasNoEffectAndNeverThrows() throws InterruptedException {
        var tool = tool();
        assertNotNull(tool.preview(call(badCall())));
        var once = tool.preview(call(goodCall()));

        assertEquals(once, tool.preview(call(goodCall())), "looking changed what is seen");
        assertEquals(tool.readsFrom(goodCall()), tool.readsFrom(goodCall()));
        assertFalse(tool.call(call(goodCall())).error(), "a preview stood in the way");
    }

    @Test
    default void aPureToolAnswersAlikeAgainAndBesideItself() throws Exception {
        var tool = tool();
        if (tool.effect() != Effect.PURE) {
            return;
        }
        var expected = tool.call(call(goodCall()));
        Callable<ToolOutcome> again = () -> tool.call(call(goodCall()));
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : workers.invokeAll(List.of(again, again, again, again))) {
                assertEquals(expected, answer.get());
            }
        }
    }
}
