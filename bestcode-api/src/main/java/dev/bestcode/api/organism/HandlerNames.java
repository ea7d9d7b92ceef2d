package dev.bestcode.api.organism;

/// What a listener's `handler` may say.
public final class HandlerNames {
    /// A listener that thinks.
    public static final String AGENT = "agent.handle";

    /// The way to the models.
    public static final String LLM = "llm.handle";

    /// A tool.
    public static final String TOOL = "tools.handle";

    private HandlerNames() {}
}
