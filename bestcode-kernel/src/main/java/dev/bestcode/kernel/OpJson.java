package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;

import java.util.Locale;
import java.util.OptionalLong;

/// An op's kind and head as JSON, by the names of `docs/log-format.md`.
final class OpJson {
    private final JsonObject.Builder json = JsonObject.builder();

    private OpJson() {}

    static JsonObject.Builder of(KernelOp op) {
        var of = new OpJson();
        of.fields(op);
        return of.json;
    }

    private void fields(KernelOp op) {
        switch (op) {
            case ThreadPushed pushed -> pushed(pushed);
            case ThreadStatusSet(var thread, var status) ->
                    thread("thread_status_set", thread).put("status", name(status));
            case ThreadPruned(var thread) -> thread("thread_pruned", thread);
            case MessageDispatched(var message) -> {
                op("message_dispatched");
                message(message);
            }
            case MessageDelivered(var message) ->
                    op("message_delivered").put("message", message.value());
            case MessageFailed(var message, _) ->
                    op("message_failed").put("message", message.value());
            case MessageRetried(var message, int attempt, _) ->
                    op("message_retried").put("message", message.value()).put("attempt", attempt);
            case MessageRefused(var message, var payloadHash, _) -> {
                op("message_refused").put("payload_sha256", payloadHash.hex());
                message(message);
            }
            case SegmentAdded added -> added(added);
            case SegmentFolded(var thread, var segment, _, int tokens, var seen) ->
                    page("segment_folded", thread, segment, seen).put("tokens", tokens);
            case SegmentEvicted(var thread, var segment, var seen) ->
                    page("segment_evicted", thread, segment, seen);
            case SegmentExpanded(var thread, var segment, var seen) ->
                    page("segment_expanded", thread, segment, seen);
            case SegmentRated(var thread, var segment, var relevance, boolean pinned, var seen) -> {
                page("segment_rated", thread, segment, seen);
                rated(relevance, pinned);
            }
            case HandlerStateSet(var thread, var listener, _) ->
                    thread("handler_state_set", thread).put("listener", listener);
            case ContentKept(var thread, _) -> thread("content_kept", thread);
            case UsageCharged(var thread, var usage) -> {
                thread("usage_charged", thread);
                usage.toJson().members().forEach(json::put);
            }
            case RunRetained(var run, var retention) ->
                    op("run_retained").put("run", run.value()).put("retention", text(retention));
            case RunPruned(var run, var reason) ->
                    op("run_pruned").put("run", run.value()).put("reason", name(reason));
            case RunForked(var run, var from, long throughLsn) ->
                    op("run_forked")
                            .put("run", run.value())
                            .put("from", from.value())
                            .put("through_lsn", throughLsn);
        }
    }

    private JsonObject.Builder op(String name) {
        return json.put("op", name);
    }

    private JsonObject.Builder thread(String op, ThreadId thread) {
        return op(op).put("thread", thread.value());
    }

    private void pushed(ThreadPushed pushed) {
        thread("thread_pushed", pushed.thread());
        pushed.parent().ifPresent(parent -> json.put("parent", parent.value()));
        pushed.run().ifPresent(run -> json.put("run", run.value()));
        json.put("name", pushed.name())
                .put("profile", pushed.profile())
                .put("rights", pushed.rights().hex());
    }

    private void message(Message message) {
        json.put("message", message.id().value())
                .put("thread", message.thread().value())
                .put("kind", name(message.kind()))
                .put("sender", message.sender())
                .put("listener", message.listener())
                .put("tag", message.tag());
        message.answers().ifPresent(answered -> json.put("answers", answered.value()));
        json.put("call", message.call());
    }

    private void added(SegmentAdded added) {
        thread("segment_added", added.thread())
                .put("segment", added.segment().value())
                .put("tag", added.tag())
                .put("tokens", added.tokens());
        rated(added.relevance(), added.pinned());
    }

    private void rated(Relevance relevance, boolean pinned) {
        json.put("relevance", new JsonNumber(Double.toString(relevance.value())))
                .put("pinned", pinned);
    }

    private JsonObject.Builder page(
            String op, ThreadId thread, SegmentId segment, OptionalLong seen) {
        thread(op, thread).put("segment", segment.value());
        seen.ifPresent(version -> json.put("seen", version));
        return json;
    }

    /// As an organism file has it.
    static String text(Retention retention) {
        return switch (retention) {
            case Retention.Forever _ -> "retain_forever";
            case Retention.PruneOnDelivery _ -> "prune_on_delivery";
            case Retention.Days(int days) -> "retain_days " + days;
        };
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
