package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.routing.FormModel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A model for what is not worth a large one. Nothing depends on its answer: it is looked at by
/// whoever asked, and when there is none the work is done without.
/// @param client the way to it
/// @param name as the client names it
/// @param timeMax after which a request is given up
record SmallModel(LlmClient client, String name, Duration timeMax) implements FormModel {
    /// A small model writes a form in a second or two; whoever waits for it has a person waiting.
    private static final Duration TIME_MAX = Duration.ofSeconds(20);

    /// Arguments, not a document.
    private static final int ANSWER_TOKENS = 1_024;

    SmallModel(LlmClient client, String name) {
        this(client, name, TIME_MAX);
    }

    @Override
    public Answer answer(String prompt) throws InterruptedException {
        var message = new LlmMessage(LlmMessage.Role.USER, List.of(new ContentBlock.Text(prompt)));
        var request = new LlmRequest(name, ANSWER_TOKENS, "", List.of(), List.of(message));
        var asking = new FutureTask<LlmReply>(() -> client.stream(request, _ -> {}));
        Thread.ofVirtual().name("bestcode-form-model").start(asking);
        try {
            var reply = asking.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(UntrustedBytes.of(reply.text()), reply.usage());
        } catch (ExecutionException | TimeoutException none) {
            return new Answer(UntrustedBytes.of(""), Usage.ZERO);
        } finally {
            asking.cancel(true);
        }
    }
}
