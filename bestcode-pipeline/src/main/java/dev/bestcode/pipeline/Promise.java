package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The pipeline's side of a [Ticket]. The first end counts.
final class Promise implements Ticket {
    private final RunId run;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Promise(RunId run) {
        this.run = run;
    }

    @Override
    public RunId run() {
        return run;
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
