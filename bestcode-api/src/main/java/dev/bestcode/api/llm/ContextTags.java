package dev.bestcode.api.llm;

/// Tags of the segments that make up a conversation. The agent writes them, the renderer reads
/// them.
public final class ContextTags {
    /// UTF-8 text: the system prompt. At most one, the first.
    public static final String SYSTEM = "system";

    /// JSON array of `{name, description, input_schema}`: the tools, in the order shown.
    public static final String TOOLS = "tools";

    /// JSON array of content blocks that the user said.
    public static final String USER = "user";

    /// JSON array of content blocks that the model answered.
    public static final String ASSISTANT = "assistant";

    /// One `tool_result` block.
    public static final String TOOL_RESULT = "tool-result";

    /// JSON array of segment ids of the same context: their originals are shown here again.
    public static final String RECALLED = "recalled";

    /// JSON array of content blocks: how a tool came to the result before it.
    public static final String SCRATCH = "scratch";

    private ContextTags() {}
}
