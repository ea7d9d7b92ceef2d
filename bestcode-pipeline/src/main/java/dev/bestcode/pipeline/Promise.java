package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The pipeline's side of a [Ticket]. The first end counts.
final class Promise implements Ticket {
    private final RunId run;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile Optional<Failure> refusal = Optional.empty();

    Promise(RunId run) {
        this.run = run;
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public Optional<Failure> refusal() {
        return refusal;
    }

    void refuse(Failure why) {
        refusal = Optional.of(why);
        keep(new Answer.Failed(why));
    }

    void keep(Answer value) {
        answer.complete(value);
    }

    void breakWith(RuntimeException cause) {
        answer.completeExceptionally(cause);
    }

    @Override
    public Answer await() throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }
}
