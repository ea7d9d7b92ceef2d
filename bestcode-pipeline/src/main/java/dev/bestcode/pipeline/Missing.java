package dev.bestcode.pipeline;

import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.PayloadType;

/// Stands in for a tool that an earlier process had and this one has not, such as that of a server
/// that is gone: a call of it that a kill cut short can be ended, and no other is made.
record Missing(String name) implements Handler {
    @Override
    public PayloadType accepts() {
        return Failure.TYPE;
    }

    @Override
    public PayloadType answers() {
        return Failure.TYPE;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        return HandlerResponse.failed(
                new Failure(Failure.Kind.NO_ROUTE, "nothing runs '%s' here".formatted(name)));
    }
}
