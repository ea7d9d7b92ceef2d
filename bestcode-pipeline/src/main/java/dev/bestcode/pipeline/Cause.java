package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What made a transaction of a run: each has one cause, and its shape tells which.
sealed interface Cause {
    /// A task from outside began the run.
    record Begun(ThreadPushed thread, Message task) implements Cause {}

    /// It was begun where another one stood.
    record Forked(ThreadPushed thread) implements Cause {}

    /// A person said more.
    record Said(Message message, Sha256 whole) implements Cause {}

    record Asked(Message question) implements Cause {}

    record Retried(MessageRetried attempt) implements Cause {}

    /// A delivery ended, or a question.
    /// @param reason why it failed, if it did
    record Finished(MessageId message, Optional<String> reason) implements Cause {}

    record Stopped(Message word) implements Cause {}

    /// A later process went on with the run.
    record TakenUp() implements Cause {}

    /// A part of the system kept something of the run that is no message.
    record Kept() implements Cause {}

    record Unknown() implements Cause {}

    static Cause of(LoggedTransaction transaction, ThreadId first) {
        var ops = transaction.ops();
        var begun = first(ops, ThreadPushed.class, op -> op.thread().equals(first));
        if (begun.isPresent()) {
            return first(ops, RunForked.class, _ -> true)
                    .<Cause>map(_ -> new Forked(begun.get()))
                    .or(() -> said(ops).map(task -> new Begun(begun.get(), task.message())))
                    .orElse(new Unknown());
        }
        return first(ops, ThreadStatusSet.class, op -> isActive(op, first))
                .map(_ -> said(ops).<Cause>map(said -> said).orElse(new TakenUp()))
                .or(() -> message(ops, LeftMessages::isQuestion).map(Asked::new))
                .or(() -> first(ops, MessageRetried.class, _ -> true).map(Retried::new))
                .or(() -> finished(ops))
                .or(() -> message(ops, Settlement::isStop).map(Stopped::new))
                .or(() -> said(ops))
                .orElseGet(() -> ops.stream().allMatch(Cause::isKept) ? new Kept() : new Unknown());
    }

    private static boolean isActive(ThreadStatusSet op, ThreadId first) {
        return op.thread().equals(first) && op.status() == ThreadStatus.ACTIVE;
    }

    private static Optional<Said> said(List<KernelOp> ops) {
        return message(ops, Cause::isOfUser)
                .map(message -> new Said(message, message.payload().sha256()))
                .or(
                        () ->
                                first(ops, MessageRefused.class, op -> isOfUser(op.message()))
                                        .map(op -> new Said(op.message(), op.payloadHash())));
    }

    private static boolean isOfUser(Message message) {
        return message.kind() == Message.Kind.REQUEST && message.sender().equals(Message.USER);
    }

    /// Of what was there before, the first that ended is what was delivered; what follows ends with
    /// it.
    private static Optional<Cause> finished(List<KernelOp> ops) {
        var own =
                ops.stream()
                        .filter(MessageDispatched.class::isInstance)
                        .map(op -> ((MessageDispatched) op).message().id())
                        .collect(Collectors.toSet());
        return ops.stream()
                .<Optional<Cause>>map(
                        op ->
                                switch (op) {
                                    case MessageDelivered(var id) when !own.contains(id) ->
                                            Optional.of(new Finished(id, Optional.empty()));
                                    case MessageFailed(var id, var why) when !own.contains(id) ->
                                            Optional.of(new Finished(id, Optional.of(why)));
                                    case KernelOp _ -> Optional.empty();
                                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isKept(KernelOp op) {
        return op instanceof HandlerStateSet || op instanceof ContentKept;
    }

    static Optional<Message> message(List<KernelOp> ops, Predicate<Message> which) {
        return first(ops, MessageDispatched.class, op -> which.test(op.message()))
                .map(MessageDispatched::message);
    }

    private static <T extends KernelOp> Optional<T> first(
            List<KernelOp> ops, Class<T> kind, Predicate<T> which) {
        return ops.stream().filter(kind::isInstance).map(kind::cast).filter(which).findFirst();
    }
}
