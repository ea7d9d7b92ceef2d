package dev.bestcode.api.llm;

import java.util.List;

/// One message of a conversation as a provider sees it.
public record LlmMessage(Role role, List<ContentBlock> content) {
    /// Who speaks; tool results are the user's.
    public enum Role {
        USER,
        ASSISTANT
    }

    public LlmMessage {
        content = List.copyOf(content);
    }
}
