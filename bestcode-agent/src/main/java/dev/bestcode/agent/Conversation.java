package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Delivery;

import java.util.ArrayList;
import java.util.List;

/// A thread's conversation, as one delivery adds to it: segments at its end, and a bound of what a
/// prompt of them will be counted as.
final class Conversation {
    /// Three bytes a token errs on the side of counting too many for code and English.
    private static final int BYTES_PER_TOKEN = 3;

    private final Delivery delivery;
    private final List<KernelOp.StateOp> ops = new ArrayList<>();
    private Transcript transcript;

    Conversation(Delivery delivery, Transcript transcript) {
        this.delivery = delivery;
        this.transcript = transcript;
    }

    Transcript transcript() {
        return transcript;
    }

    List<KernelOp.StateOp> ops() {
        return ops;
    }

    void open(Briefing briefing) {
        add(ContextTags.SYSTEM, Bytes.ofUtf8(briefing.systemPrompt()), true);
        add(ContextTags.TOOLS, Bytes.of(Json.print(briefing.tools())), true);
    }

    /// Add words of the user's side.
    void say(String text) {
        add(ContextTags.USER, blocks(List.of(new ContentBlock.Text(text))), false);
    }

    void add(LlmReply reply) {
        if (!reply.content().isEmpty()) {
            add(ContextTags.ASSISTANT, blocks(reply.content()), false);
            transcript = transcript.answered();
        }
        var usage = reply.usage();
        long prompt = usage.input() + usage.cacheRead() + usage.cacheWrite();
        if (prompt > 0) { // the provider's own count in place of our bound
            long answer = Math.max(usage.output(), blocks(reply.content()).size());
            transcript = transcript.counting(prompt + answer);
        }
    }

    void add(ContentBlock.ToolResult result) {
        add(ContextTags.TOOL_RESULT, Bytes.of(Json.print(result.toJson())), false);
    }

    /// Add what was shown of an answer that was cut off.
    void addCutOff(String shown) {
        add(ContextTags.ASSISTANT, blocks(List.of(new ContentBlock.Text(shown))), false);
        say("I interrupted your answer there.");
    }

    /// The tool uses of the model's newest answer.
    List<ContentBlock.ToolUse> toolUses() {
        var answer = delivery.ownSegment(new SegmentId(transcript.answerSegment())).orElseThrow();
        return ContentBlock.listFrom((JsonArray) Json.parse(answer.toByteArray())).stream()
                .filter(ContentBlock.ToolUse.class::isInstance)
                .map(ContentBlock.ToolUse.class::cast)
                .toList();
    }

    private void add(String tag, Bytes content, boolean pinned) {
        var segment = new SegmentId(delivery.newId());
        ops.add(
                new KernelOp.SegmentAdded(
                        delivery.message().thread(),
                        segment,
                        tag,
                        content,
                        content.size() / BYTES_PER_TOKEN + 1,
                        Relevance.FULL,
                        pinned));
        // No tokenizer makes more tokens of a text than it has bytes.
        transcript = transcript.with(segment.value(), content.size());
    }

    private static Bytes blocks(List<ContentBlock> content) {
        return Bytes.of(Json.print(ContentBlock.toJson(content)));
    }
}
