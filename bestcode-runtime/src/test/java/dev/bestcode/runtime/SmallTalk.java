package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A small model that does as it is told by a test.
interface SmallTalk {
    String NAME = "small";
    Usage USAGE = new Usage(5_000, 10, 0, 0);

    String answer(LlmRequest request) throws InterruptedException;

    static SmallTalk saying(String text) {
        return _ -> text;
    }

    static SmallTalk dead() {
        return _ -> {
            throw new LlmException.Transient("nobody there", Optional.empty());
        };
    }

    static SmallTalk stuckUntil(CountDownLatch let) {
        return _ -> {
            let.await();
            return "late";
        };
    }

    /// A way to this model and to another.
    default LlmClient beside(LlmClient other) {
        return (request, onEvent) ->
                request.model().equals(NAME)
                        ? reply(answer(request))
                        : other.stream(request, onEvent);
    }

    private static LlmReply reply(String text) {
        return new LlmReply(
                NAME,
                List.of(new ContentBlock.Text(text)),
                StopReason.END_TURN,
                USAGE,
                Sha256.of(new byte[0]));
    }
}
