package dev.bestcode.pipeline;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// A small organism under test: handlers as lambdas, one profile `p`, every route allowed that is
/// not taken away.
final class Scene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final PayloadType NOTE =
            PayloadType.of("Note", "{\"type\":\"object\",\"required\":[\"n\"]}");
    static final UntrustedBytes NOTE_1 = UntrustedBytes.of("{\"n\":1}");
    static final UntrustedBytes TASK =
            UntrustedBytes.of(new AgentTask("do it", OptionalInt.empty()).toJson());

    final FakeKernel kernel = new FakeKernel();
    final Routes routes = new Routes();
    final List<BestCodeEvent> events = new CopyOnWriteArrayList<>();
    final PipelineBuilder builder = Pipeline.builder(kernel, routes).random(new Random(7));
    private final List<Pipeline> started = new ArrayList<>();

    Scene() {
        options(PipelineOptions.defaults());
    }

    /// Limits, with a drain time that a failing test does not make everybody wait for.
    Scene options(PipelineOptions options) {
        builder.options(options.withDrainTime(Duration.ofSeconds(2)));
        return this;
    }

    Scene agent(String name, Code code) {
        builder.listener(name, new Scripted(AgentTask.TYPE, AgentResult.TYPE, true, code));
        return this;
    }

    /// A handler with effects that takes and answers notes.
    Scene noter(String name, Code code) {
        builder.listener(name, new Scripted(NOTE, NOTE, false, code));
        return this;
    }

    /// An effect-free one.
    Scene pure(String name, Code code) {
        builder.listener(name, new Scripted(NOTE, NOTE, true, code));
        return this;
    }

    Scene tool(String name, ToolCode code) {
        return tool(name, Effect.PURE, List::of, code);
    }

    /// @param changes what a call of it would make of files, each time it is asked
    Scene tool(String name, Effect effect, Supplier<List<FileChange>> changes, ToolCode code) {
        return tool(name, effect, true, changes, code);
    }

    /// @param again whether its calls may be made again as far as the effect allows it
    Scene tool(
            String name,
            Effect effect,
            boolean again,
            Supplier<List<FileChange>> changes,
            ToolCode code) {
        builder.tool(
                new ToolPeer() {
                    @Override
                    public ToolDescriptor descriptor() {
                        return ToolDescriptor.of(name, name, "{\"type\":\"object\"}");
                    }

                    @Override
                    public Effect effect() {
                        return effect;
                    }

                    @Override
                    public boolean mayBeMadeAgain() {
                        return again;
                    }

                    @Override
                    public ToolPreview preview(ToolCall call) {
                        return changes.get().stream()
                                .findFirst()
                                .map(ToolPreview::ofChange)
                                .orElse(ToolPreview.NONE);
                    }

                    @Override
                    public ToolOutcome call(ToolCall call) throws InterruptedException {
                        return code.call(call);
                    }
                });
        return this;
    }

    Pipeline start() {
        var pipeline = builder.start();
        var _ = pipeline.watch(events::add);
        started.add(pipeline);
        return pipeline;
    }

    /// Find what a kill of the other at this moment leaves.
    void inherit(Scene killed) {
        kernel.content().put(killed.routes.rights("p").canonical());
        killed.kernel.transactions().forEach(each -> kernel.commit(each.ops(), Force.NOW));
    }

    @Override
    public void close() {
        started.forEach(Pipeline::close);
    }

    /// Wait as a program that takes its time to end.
    static void uninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // Not yet.
            }
        }
    }

    static HandlerResponse send(Outgoing... outgoing) {
        return HandlerResponse.done(List.of(outgoing), List.of());
    }

    static HandlerResponse acknowledge() {
        return send();
    }

    static Outgoing.Send note(String to, String call) {
        return new Outgoing.Send(to, NOTE.tag(), NOTE_1, call);
    }

    static Outgoing.Send call(String tool, String call) {
        return new Outgoing.Send(
                tool, ToolDescriptor.payloadTag(tool), UntrustedBytes.of("{}"), call);
    }

    static HandlerResponse noted() {
        return HandlerResponse.reply(NOTE, NOTE_1);
    }

    static HandlerResponse finished(String text) {
        var result = new AgentResult(RunStatus.DONE, text, 1, Usage.ZERO);
        return HandlerResponse.reply(AgentResult.TYPE, UntrustedBytes.of(result.toJson()));
    }

    static HandlerResponse llmSays(ContentBlock... blocks) {
        var reply =
                new LlmReply(
                        "model-1",
                        List.of(blocks),
                        StopReason.END_TURN,
                        new Usage(10, 5, 0, 0),
                        Sha256.of(new byte[0]));
        return HandlerResponse.reply(LlmReply.TYPE, UntrustedBytes.of(reply.toJson()));
    }

    static HandlerResponse with(KernelOp.StateOp op) {
        return HandlerResponse.done(List.of(), List.of(op));
    }

    /// What a handler does.
    interface Code {
        HandlerResponse handle(Delivery delivery) throws InterruptedException;
    }

    /// What a tool does.
    interface ToolCode {
        ToolOutcome call(ToolCall call) throws InterruptedException;
    }

    /// A handler made of a lambda.
    record Scripted(PayloadType accepts, PayloadType answers, boolean effectFree, Code code)
            implements Handler {
        @Override
        public HandlerResponse handle(Delivery delivery) throws InterruptedException {
            return code.handle(delivery);
        }
    }

    /// A policy that says yes unless told otherwise.
    static final class Routes implements AccessPolicy {
        private final Set<String> missing = new LinkedHashSet<>();
        private final Set<String> mute = new LinkedHashSet<>();
        private final Map<String, Permission> permissions = new LinkedHashMap<>();
        private Retention retention = new Retention.Forever();

        void remove(String sender, String listener) {
            missing.add(sender + ">" + listener);
        }

        void mute(String listener) {
            mute.add(listener);
        }

        void permit(String listener, Permission permission) {
            permissions.put(listener, permission);
        }

        void retain(Retention howLong) {
            retention = howLong;
        }

        @Override
        public Set<String> profiles() {
            return Set.of("p");
        }

        @Override
        public Rights rights(String profile) {
            return new Allowed(this, profile);
        }

        @Override
        public Rights effective(String profile, Rights frozen) {
            return rights(profile);
        }

        @Override
        public Rights thaw(String profile, Bytes canonical) {
            return rights(profile);
        }

        @Override
        public Retention retention(String profile) {
            return retention;
        }
    }

    /// What the routes allow at the moment of asking.
    record Allowed(Routes routes, String profile) implements Rights {
        @Override
        public Access request(String sender, String listener, String tag) {
            return !profile.equals("p") || routes.missing.contains(sender + ">" + listener)
                    ? new Access.NoRoute("no route to " + listener)
                    : new Access.Allowed(
                            routes.permissions.getOrDefault(listener, Permission.AUTO));
        }

        @Override
        public Access answer(String listener) {
            return routes.mute.contains(listener)
                    ? new Access.NoRoute(listener + " may not answer")
                    : new Access.Allowed(Permission.AUTO);
        }

        @Override
        public Set<String> reachable(String sender) {
            return Set.of();
        }

        @Override
        public Map<String, Optional<Sha256>> commands() {
            return Map.of();
        }

        @Override
        public Bytes canonical() {
            return Bytes.ofUtf8("routes of " + profile);
        }

        @Override
        public Sha256 sha256() {
            return canonical().sha256();
        }
    }
}
