package dev.bestcode.llm;

import java.util.Locale;

/// What the servers of chat completions take, where they differ.
enum ChatServer {
    /// Refuses members that it does not know.
    OPENAI(ChatServer.NEWER_BOUND),
    /// A way to newer models of OpenAI's.
    NEWER(ChatServer.NEWER_BOUND),
    OTHER("max_tokens");

    /// The bound of an answer, for OpenAI's newer models; all other servers know the older name.
    static final String NEWER_BOUND = "max_completion_tokens";

    private final String bound;

    ChatServer(String bound) {
        this.bound = bound;
    }

    static ChatServer at(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        boolean own =
                name.equals("api.openai.com")
                        || name.endsWith(".api.openai.com")
                        || name.endsWith(".openai.azure.com");
        return own ? OPENAI : OTHER;
    }

    /// The member that bounds an answer.
    String bound() {
        return bound;
    }

    boolean isStrict() {
        return this == OPENAI;
    }
}
