package dev.bestcode.api.message;

import dev.bestcode.api.kernel.KernelOp;

import java.util.List;

/// How a handler finishes a delivery: one transaction of the input's delivery, its own state
/// changes, and what it dispatches.
/// No outgoing message acknowledges the input, so a sender never waits in vain.
public record HandlerResponse(
        List<Outgoing> outgoing, List<KernelOp.StateOp> ops, Outcome outcome) {
    public HandlerResponse {
        outgoing = List.copyOf(outgoing);
        ops = List.copyOf(ops);
        if (!(outcome instanceof Outcome.Done) && !outgoing.isEmpty()) {
            throw new IllegalArgumentException(
                    "an outcome of " + outcome + " sends nothing; got " + outgoing.size());
        }
        if (outcome instanceof Outcome.RetryAfter && !ops.isEmpty()) {
            throw new IllegalArgumentException("an attempt that is made again changes nothing");
        }
    }

    public static HandlerResponse done(List<Outgoing> outgoing, List<KernelOp.StateOp> ops) {
        return new HandlerResponse(outgoing, ops, new Outcome.Done());
    }

    public static HandlerResponse reply(PayloadType type, UntrustedBytes payload) {
        return done(List.of(new Outgoing.Reply(type.tag(), payload)), List.of());
    }

    public static HandlerResponse failed(Failure failure) {
        return new HandlerResponse(List.of(), List.of(), new Outcome.Failed(failure));
    }
}
