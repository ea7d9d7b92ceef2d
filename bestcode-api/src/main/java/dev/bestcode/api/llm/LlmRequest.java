package dev.bestcode.api.llm;

import dev.bestcode.api.tool.ToolDescriptor;

import java.util.List;

/// A whole request to a model, independent of the provider's dialect.
/// @param model an id, or an alias that the client knows
/// @param maxTokens bound on the answer, from 1
/// @param system empty text for none
/// @param messages starts with the user's; every tool use is followed by its result
public record LlmRequest(
        String model,
        int maxTokens,
        String system,
        List<ToolDescriptor> tools,
        List<LlmMessage> messages) {
    public LlmRequest {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is " + maxTokens + "; allowed from 1");
        }
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.getFirst().role() != LlmMessage.Role.USER) {
            throw new IllegalArgumentException("a request starts with a message of the user");
        }
    }
}
