package dev.bestcode.runtime;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Answers what peers ask of one system. What it shows is on stable storage; what it does goes
/// through [SystemControl], like anybody's request.
final class ControlDesk {
    /// Entries of one `journal` answer; whoever wants more asks again from where it ended.
    static final int JOURNAL_COUNT_MAX = 1_000;

    private final OwnerInfo owner;
    private final SystemControl system;
    private final DurableView view;

    ControlDesk(OwnerInfo owner, SystemControl system, DurableView view) {
        this.owner = owner;
        this.system = system;
        this.view = view;
    }

    JsonObject greeting() {
        return owner.toJson();
    }

    /// @throws RuntimeException saying why the request cannot be met
    void answer(ControlRequest request, ControlPeer peer) throws IOException {
        switch (request.op()) {
            case INFO -> peer.send(info(request));
            case STATS -> {
                var stats = KernelStats.of(system, view.newest());
                peer.send(stats.into(ControlLine.ok(request.id())).build());
            }
            case RUNS -> runs(request, peer);
            case EXPLAIN -> explain(request, peer);
            case JOURNAL -> journal(request, peer);
            case TAIL -> tail(request, peer);
            case EVENTS -> events(request, peer);
            case SUBMIT -> peer.send(begun(request, system.submit(task(request))));
            case FOLLOW_UP -> {
                var run = system.followUp(run(request), request.string("text"));
                peer.send(begun(request, run));
            }
            case RESUME -> peer.send(begun(request, system.resume(run(request))));
            case STOP -> peer.send(stop(request));
            case APPROVALS -> approvals(request, peer);
            case APPROVE -> peer.send(approve(request));
        }
    }

    private JsonObject info(ControlRequest request) {
        var json = ControlLine.ok(request.id());
        owner.toJson().members().forEach(json::put);
        return json.build();
    }

    private void runs(ControlRequest request, ControlPeer peer) throws IOException {
        var state = view.newest();
        var summaries = new RunSummaries(state, run -> system.underWay(run).isPresent());
        peer.send(ControlLine.ok(request.id()).build());
        for (var thread : RunSummaries.threads(state)) {
            var run = summaries.summary(thread).toJson();
            peer.send(ControlLine.item(request.id()).put("run", run).build());
        }
        peer.send(ControlLine.item(request.id()).put("end", true).build());
    }

    private void explain(ControlRequest request, ControlPeer peer) throws IOException {
        var segment = request.optionalLong("segment", 1, Long.MAX_VALUE);
        var contexts = RunExplanation.in(view.newest(), run(request)).orElse(List.of());
        peer.send(ControlLine.ok(request.id()).build());
        for (var context : contexts) {
            for (var explained : context.only(segment).segments()) {
                var item = context.toJson(explained);
                peer.send(ControlLine.item(request.id()).put("explained", item).build());
            }
        }
        peer.send(ControlLine.item(request.id()).put("end", true).build());
    }

    /// Whole transactions, so that the next request can begin with the next one.
    private void journal(ControlRequest request, ControlPeer peer) throws IOException {
        long from = request.optionalLong("from", 0, Long.MAX_VALUE).orElse(1);
        long count = request.optionalLong("count", 0, JOURNAL_COUNT_MAX).orElse(JOURNAL_COUNT_MAX);
        var state = view.newest();
        var cursor = JournalCursor.at(from);
        long last = from - 1;
        long sent = 0;
        peer.send(ControlLine.ok(request.id()).build());
        for (var page = cursor.next(state); !page.isEmpty(); page = cursor.next(state)) {
            for (var entry : page) {
                if (sent >= count && entry.lsn() != last) {
                    end(request, last + 1, peer);
                    return;
                }
                var line = JournalLine.of(entry, state).toJson();
                peer.send(ControlLine.item(request.id()).put("entry", line).build());
                last = entry.lsn();
                sent++;
            }
        }
        end(request, Math.max(from, state.lsn() + 1), peer);
    }

    private static void end(ControlRequest request, long next, ControlPeer peer)
            throws IOException {
        peer.send(ControlLine.item(request.id()).put("end", true).put("next", next).build());
    }

    private void tail(ControlRequest request, ControlPeer peer) {
        var query = query(request);
        var stream = new TailStream(request, request.flag("follow"), query, view.newest(), view);
        peer.stream(stream);
    }

    private static JournalQuery query(ControlRequest request) {
        var from = request.optionalLong("from", 0, Long.MAX_VALUE);
        var last = request.optionalLong("last", 0, JournalQuery.LAST_MAX);
        if (from.isPresent() && last.isPresent()) {
            throw new IllegalArgumentException("members 'from' and 'last' exclude each other");
        }
        JournalQuery.Start start =
                last.isPresent()
                        ? new JournalQuery.Last((int) last.getAsLong())
                        : new JournalQuery.From(from.orElse(1));
        return new JournalQuery(start, request.optionalString("run").map(RunId::new));
    }

    /// The watch begins before the state is looked at, so no transaction falls between.
    private void events(ControlRequest request, ControlPeer peer) {
        var from = request.optionalLong("from", 0, Long.MAX_VALUE);
        var queue = new EventQueue(request.id(), EventQueue.PENDING_BYTES_MAX);
        var subscription = system.watch(queue);
        long base = view.newest().lsn();
        try {
            var missed =
                    from.isPresent() && from.getAsLong() <= base
                            ? Optional.of(new EventQueue.Gap(from.getAsLong(), base))
                            : Optional.<EventQueue.Gap>empty();
            peer.stream(new EventStream(request, queue, subscription, base, missed));
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private static Task task(ControlRequest request) {
        var listener = request.optionalString("listener").orElse(Predeclared.CODER);
        return new Task(
                request.string("profile"), listener, request.string("task"), OptionalInt.empty());
    }

    private static RunId run(ControlRequest request) {
        return new RunId(request.string("run"));
    }

    private static JsonObject begun(ControlRequest request, Run run) {
        return ControlLine.ok(request.id()).put("run", run.id().value()).build();
    }

    private void approvals(ControlRequest request, ControlPeer peer) throws IOException {
        peer.send(ControlLine.ok(request.id()).build());
        for (var pending : PendingApproval.of(view.newest())) {
            var item = ControlLine.item(request.id()).put("approval", pending.toJson());
            peer.send(item.build());
        }
        peer.send(ControlLine.item(request.id()).put("end", true).build());
    }

    /// Who answers is not for the peer to say: it is somebody with the rights of the user.
    private JsonObject approve(ControlRequest request) {
        var question = new MessageId(request.members().requireLong("question"));
        var allowed = request.flag("allow");
        var scope = ApprovalScope.ofWireName(request.optionalString("scope").orElse("once"));
        var reason = request.optionalString("reason").orElse("");
        var answer =
                new ApprovalAnswer(
                        allowed,
                        "the user, by the control socket",
                        scope,
                        reason,
                        request.members().object("fields"));
        return ControlLine.ok(request.id())
                .put("answered", system.approve(question, answer))
                .build();
    }

    private JsonObject stop(ControlRequest request) {
        var run = run(request);
        var underWay = system.underWay(run);
        if (underWay.isEmpty() && system.state().threads().ofRun(run).isEmpty()) {
            throw new IllegalArgumentException("there is no run %s here".formatted(run));
        }
        underWay.ifPresent(Run::stop);
        return ControlLine.ok(request.id()).put("stopped", underWay.isPresent()).build();
    }
}
