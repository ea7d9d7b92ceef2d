package dev.bestcode.agent;

import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.organism.Predeclared;

import java.util.Optional;

/// A request to the model, with as long an answer as what is left of the budget allows.
/// @param call its name
/// @param answerTokens the most that the answer may be
/// @param cost the most that it can cost
record NextRequest(String call, int answerTokens, Allowance cost) {
    /// A shorter answer is not worth its prompt.
    private static final int ANSWER_TOKENS_MIN = 256;

    /// @param conversationTokens what the conversation has, of which a prompt may show less
    /// @return nothing when too little is left
    static Optional<NextRequest> within(
            Left left, AgentOptions options, String call, long conversationTokens) {
        long promptTokens = Math.min(conversationTokens, options.promptTokensMax());
        int answer = options.maxTokens();
        var most = cost(options, promptTokens, answer);
        while (answer > ANSWER_TOKENS_MIN && !left.allowance().covers(most)) {
            answer /= 2;
            most = cost(options, promptTokens, answer);
        }
        return left.time().isZero() || !left.allowance().covers(most)
                ? Optional.empty()
                : Optional.of(new NextRequest(call, answer, most));
    }

    private static Allowance cost(AgentOptions options, long promptTokens, int answerTokens) {
        return options.prices().ceiling(options.model(), promptTokens, answerTokens);
    }

    /// @param last the newest segment that it shows
    Outgoing.Send of(ThreadId thread, SegmentId last, AgentOptions options) {
        var recipe =
                new RequestRecipe(thread, last, options.model(), answerTokens, options.effort());
        return new Outgoing.Send(
                Predeclared.LLM_POOL,
                RequestRecipe.TYPE.tag(),
                UntrustedBytes.of(recipe.toJson()),
                call,
                cost);
    }
}
