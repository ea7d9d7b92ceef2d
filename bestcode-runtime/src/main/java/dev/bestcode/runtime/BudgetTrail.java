package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.pipeline.LoggedAccount;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The threads of a run as its log goes on: their requests, and what was spent and set aside.
final class BudgetTrail {
    private final Map<ThreadId, KernelOp.ThreadPushed> threads = new HashMap<>();
    private final Map<ThreadId, LoggedAccount> accounts = new HashMap<>();

    /// Requests that nobody has answered, by thread; the first is the one that is worked on.
    private final Map<ThreadId, Deque<Message>> asked = new HashMap<>();

    private final Map<MessageId, ThreadId> waiting = new HashMap<>();

    void read(KernelOp op) {
        switch (op) {
            case KernelOp.ThreadPushed pushed -> threads.put(pushed.thread(), pushed);
            case KernelOp.ThreadPruned(var thread) -> forget(thread);
            case KernelOp.MessageDispatched(var message) -> dispatched(message);
            case KernelOp.MessageDelivered(var message) -> heard(message);
            case KernelOp.MessageFailed(var message, _) -> heard(message);
            case KernelOp.HandlerStateSet set ->
                    LoggedAccount.in(set).ifPresent(account -> accounts.put(set.thread(), account));
            case KernelOp _ -> {
                // Of no account.
            }
        }
    }

    private void forget(ThreadId thread) {
        threads.remove(thread);
        accounts.remove(thread);
        var left = asked.remove(thread);
        if (left != null) {
            left.forEach(message -> waiting.remove(message.id()));
        }
    }

    private void dispatched(Message message) {
        if (message.kind() == Message.Kind.REQUEST && !CallTrail.isQuestion(message)) {
            asked.computeIfAbsent(message.thread(), _ -> new ArrayDeque<>()).add(message);
            waiting.put(message.id(), message.thread());
        }
        message.answers().ifPresent(this::answered);
    }

    private void answered(MessageId request) {
        var thread = waiting.remove(request);
        if (thread != null) {
            queue(thread).removeIf(message -> message.id().equals(request));
        }
    }

    /// What is said while a request is worked on is part of it, once it was heard.
    private void heard(MessageId message) {
        var thread = waiting.get(message);
        if (thread != null && !queue(thread).getFirst().id().equals(message)) {
            answered(message);
        }
    }

    private Deque<Message> queue(ThreadId thread) {
        return asked.computeIfAbsent(thread, _ -> new ArrayDeque<>());
    }

    Optional<KernelOp.ThreadPushed> thread(ThreadId thread) {
        return Optional.ofNullable(threads.get(thread));
    }

    /// The thread and those above it, as far as they are of the run.
    List<KernelOp.ThreadPushed> upward(ThreadId from) {
        var found = new ArrayList<KernelOp.ThreadPushed>();
        for (var at = thread(from); at.isPresent(); at = at.get().parent().flatMap(this::thread)) {
            found.add(at.get());
        }
        return found;
    }

    /// The names from the run's first thread down, for people.
    String path(ThreadId thread) {
        return String.join(
                ".", upward(thread).reversed().stream().map(KernelOp.ThreadPushed::name).toList());
    }

    /// What a call of a thread has set aside.
    Allowance setAside(ThreadId thread, String call) {
        return account(thread).open().getOrDefault(call, Allowance.ZERO);
    }

    private LoggedAccount account(ThreadId thread) {
        return accounts.getOrDefault(thread, LoggedAccount.NEW);
    }

    /// A line for each thread upward that has a limit, the nearest first.
    List<BudgetLine> lines(ThreadId from, TaskBudgets budgets) {
        var lines = new ArrayList<BudgetLine>();
        for (var thread : upward(from)) {
            var limit = limit(thread, budgets);
            if (!limit.equals(Left.UNLIMITED)) {
                var account = account(thread.thread());
                lines.add(
                        new BudgetLine(
                                path(thread.thread()),
                                limit.allowance(),
                                account.spent(),
                                setAsideBelow(thread.thread()),
                                account.worked(),
                                limit.time()));
            }
        }
        return lines;
    }

    private Left limit(KernelOp.ThreadPushed thread, TaskBudgets budgets) {
        return Optional.ofNullable(queue(thread.thread()).peekFirst())
                .map(request -> Json.parseObject(request.payload().utf8()))
                .map(request -> budgets.of(thread.profile(), thread.name(), request))
                .orElse(Left.UNLIMITED);
    }

    private Allowance setAsideBelow(ThreadId thread) {
        return accounts.entrySet().stream()
                .filter(
                        it ->
                                upward(it.getKey()).stream()
                                        .anyMatch(up -> up.thread().equals(thread)))
                .map(it -> it.getValue().setAside())
                .reduce(Allowance.ZERO, Allowance::plus);
    }
}
