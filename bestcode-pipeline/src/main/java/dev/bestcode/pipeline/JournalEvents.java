package dev.bestcode.pipeline;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.event.BestCodeEvent.AgentEnded;
import dev.bestcode.api.event.BestCodeEvent.AgentStarted;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAnswered;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAsked;
import dev.bestcode.api.event.BestCodeEvent.Committed;
import dev.bestcode.api.event.BestCodeEvent.ErrorRaised;
import dev.bestcode.api.event.BestCodeEvent.MessageSpoken;
import dev.bestcode.api.event.BestCodeEvent.RunFinished;
import dev.bestcode.api.event.BestCodeEvent.RunStarted;
import dev.bestcode.api.event.BestCodeEvent.ToolAnswered;
import dev.bestcode.api.event.BestCodeEvent.ToolCalled;
import dev.bestcode.api.event.BestCodeEvent.UsageCounted;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Translates a transaction's journal entries into what a watcher sees. It invents nothing: each
/// event is one entry, in other words. A tool's call and answer both bear the caller's thread.
final class JournalEvents {
    private final Kernel kernel;
    private final Listeners listeners;

    JournalEvents(Kernel kernel, Listeners listeners) {
        this.kernel = kernel;
        this.listeners = listeners;
    }

    List<Committed> of(RunId run, String profile, long lsn, Draft draft) {
        var translation = new Translation(run, profile, lsn, draft.payloads);
        draft.ops.forEach(translation::add);
        return translation.events;
    }

    /// One transaction under translation.
    private final class Translation {
        private final RunId run;
        private final String profile;
        private final long lsn;
        private final Map<?, JsonObject> payloads;
        private final Map<ThreadId, ThreadId> parents = new HashMap<>();
        private final List<Committed> events = new ArrayList<>();

        Translation(RunId run, String profile, long lsn, Map<?, JsonObject> payloads) {
            this.run = run;
            this.profile = profile;
            this.lsn = lsn;
            this.payloads = payloads;
        }

        void add(KernelOp op) {
            switch (op) {
                case KernelOp.ThreadPushed pushed ->
                        pushed.parent().ifPresent(up -> parents.put(pushed.thread(), up));
                case KernelOp.MessageDispatched(var message) -> dispatched(message);
                case KernelOp.MessageRefused(var message, var hash, var reason) ->
                        error(message.thread(), reason);
                case KernelOp.MessageFailed(var id, var reason) ->
                        kernel.state()
                                .journal()
                                .get(id)
                                .ifPresent(entry -> error(entry.message().thread(), reason));
                case KernelOp.MessageDelivered delivered -> {}
                case KernelOp.MessageRetried retried -> {}
                case KernelOp.ThreadStatusSet status -> {}
                case KernelOp.ThreadPruned pruned -> {}
                case KernelOp.RunRetained retained -> {}
                case KernelOp.RunPruned pruned -> {}
                case KernelOp.RunForked forked -> {}
                case KernelOp.StateOp own -> {}
            }
        }

        private void dispatched(Message message) {
            var payload = payloads.getOrDefault(message.id(), JsonObject.EMPTY);
            switch (message.kind()) {
                case REQUEST -> requested(message, payload);
                case ANSWER, FAILURE -> answered(message, payload);
            }
        }

        private void requested(Message message, JsonObject payload) {
            if (message.listener().equals(Message.USER)) {
                asked(message, payload);
                return;
            }
            boolean fromUser = message.sender().equals(Message.USER);
            if (fromUser && isTask(message)) {
                var task = payload.string("task").orElse("");
                events.add(
                        new RunStarted(
                                run, message.thread(), lsn, profile, message.listener(), task));
            }
            if (listeners.isCalled(message.sender()) && isTask(message)) {
                began(message, payload);
            }
            if (listeners.isTool(message.listener())) {
                var caller =
                        fromUser
                                ? message.thread()
                                : parents.getOrDefault(message.thread(), message.thread());
                events.add(
                        new ToolCalled(
                                run, caller, lsn, message.call(), message.listener(), payload));
            }
        }

        private static boolean isTask(Message message) {
            return message.tag().equals(AgentTask.TYPE.tag());
        }

        /// The call stands between its caller and the agent, and has the name that its caller gave.
        private void began(Message message, JsonObject payload) {
            var threads = kernel.state().threads();
            var call = parents.getOrDefault(message.thread(), message.thread());
            var caller = threads.get(call).flatMap(ThreadRow::parent).orElse(call);
            var agent = threads.get(message.thread());
            events.add(
                    new AgentStarted(
                            run,
                            message.thread(),
                            lsn,
                            caller,
                            message.call(),
                            agent.map(ThreadRow::profile).orElse(profile),
                            message.listener(),
                            payload.string("task").orElse("")));
        }

        /// Its thread has left the table; the journal knows the request that it was begun with.
        private void ended(Message message, JsonObject payload) {
            var request =
                    message.answers()
                            .flatMap(kernel.state().journal()::get)
                            .map(JournalEntry::message)
                            .filter(Translation::isTask);
            var result =
                    message.kind() == Message.Kind.FAILURE
                            ? RunResult.of(run, Failure.from(payload))
                            : result(payload);
            request.ifPresent(
                    task ->
                            events.add(
                                    new AgentEnded(
                                            run,
                                            task.thread(),
                                            lsn,
                                            result.status(),
                                            result.turns())));
        }

        private void asked(Message message, JsonObject payload) {
            var preview = ToolPreview.from(payload.requireObject("preview"));
            events.add(
                    new ApprovalAsked(
                            run,
                            message.thread(),
                            lsn,
                            message.id(),
                            payload.requireString("tool"),
                            preview));
        }

        private void answered(Message message, JsonObject payload) {
            if (message.sender().equals(Message.USER)) {
                var question = message.answers().orElseThrow();
                var answer = ApprovalAnswer.from(payload);
                events.add(new ApprovalAnswered(run, message.thread(), lsn, question, answer));
            }
            if (Settlement.isStop(message)) {
                payload.object(Failure.SHOWN).ifPresent(shown -> cutOff(message, shown));
            }
            if (message.tag().equals(LlmReply.TYPE.tag())) {
                spoken(message, payload);
            }
            if (listeners.isTool(message.sender())) {
                toolAnswered(message, payload);
            }
            if (message.listener().equals(Message.USER)) {
                if (!isOfRefusedFollowUp(message)) {
                    finished(message, payload);
                }
            } else if (listeners.isCalled(message.listener())) {
                ended(message, payload);
            }
        }

        private void spoken(Message message, JsonObject payload) {
            LlmReply reply;
            try {
                reply = LlmReply.from(payload);
            } catch (IllegalArgumentException unreadable) {
                return; // it fits the schema and no more; its receiver will say so
            }
            if (!reply.text().isEmpty()) {
                events.add(new MessageSpoken(run, message.thread(), lsn, reply.text()));
            }
            events.add(
                    new UsageCounted(
                            run,
                            message.thread(),
                            lsn,
                            reply.model(),
                            asked(message).orElse(reply.model()),
                            reply.usage()));
        }

        private Optional<String> asked(Message reply) {
            return reply.answers()
                    .flatMap(kernel.state().journal()::get)
                    .filter(request -> !request.pruned())
                    .flatMap(request -> AskedModel.of(request.message()));
        }

        /// What was shown when the run was stopped stays said.
        private void cutOff(Message message, JsonObject shown) {
            for (var text : shown.members().values()) {
                if (text instanceof JsonString(var said)) {
                    events.add(new MessageSpoken(run, message.thread(), lsn, said));
                }
            }
        }

        private void toolAnswered(Message message, JsonObject payload) {
            boolean error = message.kind() == Message.Kind.FAILURE;
            String text = payload.string("message").orElse("");
            if (!error) {
                try {
                    var outcome = ToolOutcome.from(payload);
                    error = outcome.error();
                    text = outcome.text();
                } catch (IllegalArgumentException e) {
                    error = true;
                    text = "unreadable outcome: " + e.getMessage();
                }
            }
            events.add(
                    new ToolAnswered(
                            run,
                            message.thread(),
                            lsn,
                            message.call(),
                            message.sender(),
                            error,
                            text));
        }

        /// One that was refused before it began a run ends that; any other ends nothing.
        private boolean isOfRefusedFollowUp(Message message) {
            var state = kernel.state();
            return OpenRequest.answersRefused(state.journal(), message)
                    && state.threads().get(message.thread()).flatMap(ThreadRow::run).isPresent();
        }

        private void finished(Message message, JsonObject payload) {
            if (message.kind() == Message.Kind.FAILURE) {
                finished(message, RunResult.of(run, Failure.from(payload)));
            } else if (message.tag().equals(AgentResult.TYPE.tag())) {
                finished(message, result(payload));
            }
        }

        private void finished(Message message, RunResult result) {
            events.add(new RunFinished(run, message.thread(), lsn, result));
        }

        private RunResult result(JsonObject payload) {
            try {
                return RunResult.of(run, AgentResult.from(payload));
            } catch (IllegalArgumentException | ArithmeticException e) {
                var text = "unreadable result: " + e.getMessage();
                return RunResult.of(run, new Failure(Failure.Kind.HANDLER_FAILED, text));
            }
        }

        /// A reason without a kind is bookkeeping, such as a late answer, and no error.
        private void error(ThreadId thread, String reason) {
            for (var kind : Failure.Kind.values()) {
                var prefix = kind.wireName() + ": ";
                if (reason.startsWith(prefix)) {
                    var text = reason.substring(prefix.length());
                    events.add(new ErrorRaised(run, thread, lsn, kind.wireName(), text));
                }
            }
        }
    }
}
