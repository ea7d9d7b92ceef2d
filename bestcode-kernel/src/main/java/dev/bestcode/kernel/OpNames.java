package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;

import java.util.List;

/// Names what ops are about, for people.
final class OpNames {
    private OpNames() {}

    /// Such as `message 7`; each once.
    static List<String> of(List<LoggedOp> ops) {
        return ops.stream().flatMap(op -> of(op).stream()).distinct().toList();
    }

    private static List<String> of(LoggedOp op) {
        return switch (op.op()) {
            case ThreadPushed pushed ->
                    pushed.run()
                            .map(run -> List.of("thread " + pushed.thread(), "run " + run))
                            .orElse(List.of("thread " + pushed.thread()));
            case ThreadStatusSet(var thread, _) -> List.of("thread " + thread);
            case ThreadPruned(var thread) -> List.of("thread " + thread);
            case MessageDispatched(var message) ->
                    List.of("message " + message.id(), "thread " + message.thread());
            case MessageRefused(var message, _, _) ->
                    List.of("message " + message.id(), "thread " + message.thread());
            case MessageDelivered(var message) -> List.of("message " + message);
            case MessageFailed(var message, _) -> List.of("message " + message);
            case MessageRetried(var message, _, _) -> List.of("message " + message);
            case RunRetained(var run, _) -> List.of("run " + run);
            case RunPruned(var run, _) -> List.of("run " + run);
            case RunForked(var run, var from, _) -> List.of("run " + run, "run " + from);
            case HandlerStateSet(var thread, var listener, _) ->
                    List.of("thread " + thread, "state of " + listener);
            case StateOp own -> List.of("thread " + own.thread());
        };
    }
}
