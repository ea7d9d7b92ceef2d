package dev.bestcode.llm;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Puts a message together from the events of its stream. Nothing of it can be read before
/// `message_stop` has come and every block that began has ended.
/// @see "Anthropic Messages API, streaming, version 2023-06-01"
final class MessageAssembler implements Assembler {
    private final Consumer<LlmEvent> onEvent;
    private final SequencedMap<Long, BlockAssembler> blocks = new LinkedHashMap<>();
    private Optional<String> model = Optional.empty();
    private Optional<String> stop = Optional.empty();
    private Usage usage = Usage.ZERO;
    private Optional<Answer> answer = Optional.empty();

    MessageAssembler(Consumer<LlmEvent> onEvent) {
        this.onEvent = onEvent;
    }

    @Override
    public Optional<Answer> answer() {
        return answer;
    }

    /// A message without its `message_stop` is not whole.
    @Override
    public Optional<Answer> atEnd() {
        return answer;
    }

    /// An unknown type is skipped: the API adds types without a new version.
    @Override
    public void accept(String type, JsonObject event) {
        switch (type) {
            case "message_start" -> start(event.requireObject("message"));
            case "content_block_start" -> startBlock(event);
            case "content_block_delta" -> append(event);
            case "content_block_stop" -> block(event).stop();
            case "message_delta" -> change(event);
            case "message_stop" -> answer = Optional.of(finish());
            default -> {
                // `ping`, and whatever comes to exist
            }
        }
    }

    /// Some servers announce the message twice; that is harmless while it is empty.
    private void start(JsonObject message) {
        if (!blocks.isEmpty()) {
            throw new IllegalArgumentException("a second message began inside the first");
        }
        model = Optional.of(message.requireString("model"));
        usage = Answer.usage(usage, message.object("usage").orElse(JsonObject.EMPTY));
    }

    private void startBlock(JsonObject event) {
        if (model.isEmpty()) {
            throw new IllegalArgumentException("a block came before message_start");
        }
        var start = event.requireObject("content_block");
        long index = event.requireLong("index");
        if (blocks.putIfAbsent(index, new BlockAssembler(start)) != null) {
            throw new IllegalArgumentException("block " + index + " began twice");
        }
        show(start);
    }

    private void append(JsonObject event) {
        var delta = event.requireObject("delta");
        block(event).append(delta);
        show(delta);
    }

    private void show(JsonObject piece) {
        switch (piece.requireString("type")) {
            case "text", "text_delta" -> show(piece.requireString("text"), LlmEvent.TextDelta::new);
            case "thinking", "thinking_delta" ->
                    show(piece.requireString("thinking"), LlmEvent.ThinkingDelta::new);
            default -> {
                // nothing that a person would read
            }
        }
    }

    private void show(String text, Function<String, LlmEvent> event) {
        if (!text.isEmpty()) {
            onEvent.accept(event.apply(text));
        }
    }

    private BlockAssembler block(JsonObject event) {
        long index = event.requireLong("index");
        var block = blocks.get(index);
        if (block == null) {
            throw new IllegalArgumentException("block " + index + " was never started");
        }
        return block;
    }

    private void change(JsonObject event) {
        stop = event.requireObject("delta").string("stop_reason").or(() -> stop);
        usage = Answer.usage(usage, event.object("usage").orElse(JsonObject.EMPTY));
    }

    private Answer finish() {
        if (model.isEmpty() || stop.isEmpty()) {
            throw new IllegalArgumentException("message_stop came before the message was whole");
        }
        for (var block : blocks.entrySet()) {
            if (!block.getValue().isStopped()) {
                throw new IllegalArgumentException("block " + block.getKey() + " never ended");
            }
        }
        return new Answer(model.get(), content(Answer.isCut(stop.get())), stop.get(), usage);
    }

    private List<ContentBlock> content(boolean cut) {
        var content = new ArrayList<ContentBlock>();
        for (var block : blocks.values()) {
            try {
                content.add(Answer.block(block.finish()));
            } catch (JsonException half) {
                if (!cut || !block.isToolUse()) {
                    throw half;
                }
            }
        }
        if (cut && !blocks.isEmpty() && blocks.sequencedValues().getLast().lacksInput()) {
            content.removeLast();
        }
        return content;
    }
}
