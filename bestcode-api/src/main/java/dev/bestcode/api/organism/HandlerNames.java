package dev.bestcode.api.organism;

/// What a listener's `handler` may say.
public final class HandlerNames {
    /// A listener that thinks.
    public static final String AGENT = "agent.handle";

    /// The way to the models.
    public static final String LLM = "llm.handle";

    /// A tool.
    public static final String TOOL = "tools.handle";

    /// A tool in a WebAssembly component.
    public static final String WASM = "wasm";

    /// A server whose tools are listeners of their own.
    public static final String MCP = "mcp";

    /// A tool that is an organism.
    public static final String ORGANISM = "organism";

    /// The tool that finds and calls other tools; [Predeclared#FIND_TOOL] alone.
    public static final String FIND = "routing.find";

    /// The tool that shows folded parts of its caller's conversation; [Predeclared#RECALL] alone.
    public static final String RECALL = "librarian.recall";

    private HandlerNames() {}
}
