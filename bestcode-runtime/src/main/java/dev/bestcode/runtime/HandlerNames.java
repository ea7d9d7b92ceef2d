package dev.bestcode.runtime;

/// What a listener's `handler` may say.
final class HandlerNames {
    static final String AGENT = "agent.handle";
    static final String LLM = "llm.handle";
    static final String TOOL = "tools.handle";

    private HandlerNames() {}
}
