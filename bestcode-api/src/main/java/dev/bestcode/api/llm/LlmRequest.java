package dev.bestcode.api.llm;

import dev.bestcode.api.tool.ToolDescriptor;

import java.util.List;
import java.util.Optional;

/// A whole request to a model, independent of the provider's dialect.
/// @param model an id, or an alias that the client knows
/// @param maxTokens bound on the answer, from 1
/// @param system empty text for none
/// @param effort how hard the model is to think; nothing leaves it to the model
/// @param messages starts with the user's; every tool use is followed by its result
public record LlmRequest(
        String model,
        int maxTokens,
        Optional<Effort> effort,
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

    public LlmRequest(
            String model,
            int maxTokens,
            String system,
            List<ToolDescriptor> tools,
            List<LlmMessage> messages) {
        this(model, maxTokens, Optional.empty(), system, tools, messages);
    }

    public LlmRequest withModel(String other) {
        return new LlmRequest(other, maxTokens, effort, system, tools, messages);
    }

    public LlmRequest withEffort(Optional<Effort> other) {
        return new LlmRequest(model, maxTokens, other, system, tools, messages);
    }

    public LlmRequest withMessages(List<LlmMessage> others) {
        return new LlmRequest(model, maxTokens, effort, system, tools, others);
    }
}
