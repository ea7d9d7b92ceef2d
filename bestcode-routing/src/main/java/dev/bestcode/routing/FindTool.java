package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The one tool through which all others are found and called, so that the list of tools that a
/// model is shown never changes.
///
/// It answers a need with the schemas of what fits, and carries a call as an ordinary message of
/// its own: admitted, permitted and journaled like any other, on a thread below its caller's. What
/// it may send to is up to the table. Used as a plain tool, it only finds.
public final class FindTool implements Handler, ToolPeer {
    public static final String NAME = "find-tool";

    /// One call at a time on a thread, and each question has a thread of its own.
    private static final String CALL = "carried";

    /// A thousand times what the largest catalogue takes.
    private static final Duration RANKING_MAX = Duration.ofMinutes(1);

    private final SemanticRouter router;
    private final ToolTables tables;

    private FindTool(SemanticRouter router, ToolTables tables) {
        this.router = router;
        this.tables = tables;
    }

    public static FindTool over(SemanticRouter router, ToolTables tables) {
        return new FindTool(router, tables);
    }

    @Override
    public ToolDescriptor descriptor() {
        return FindRequest.DESCRIPTOR;
    }

    @Override
    public PayloadType accepts() {
        return descriptor().payloadType();
    }

    @Override
    public PayloadType answers() {
        return ToolOutcome.TYPE;
    }

    /// What it carries waits for a force by itself; a model is asked only about what is durable.
    @Override
    public boolean effectFree() {
        return !router.asksModels();
    }

    /// To rank; what it carries has its own tool's limit.
    @Override
    public Duration timeLimit() {
        return RANKING_MAX;
    }

    @Override
    public ToolOutcome call(ToolCall call) {
        var request = FindRequest.from(call.arguments());
        return FindAnswer.of(
                router.find(request.need(), tables.reachable(call.rights(), "")::contains));
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        return switch (delivery.message().kind()) {
            case REQUEST -> asked(delivery, FindRequest.from(delivery.payload()));
            case ANSWER -> answered(delivery, ToolOutcome.from(delivery.payload()));
            case FAILURE -> failed(delivery);
        };
    }

    private HandlerResponse asked(Delivery delivery, FindRequest request)
            throws InterruptedException {
        var table = tables.reachable(delivery.rights(), delivery.message().sender());
        if (request.tool().isPresent()) {
            return carry(
                    delivery, table, request.need(), request.tool().get(), request.arguments());
        }
        if (!request.run()) {
            return reply(FindAnswer.of(router.find(request.need(), table::contains)));
        }
        return switch (router.route(request.need(), table::contains)) {
            case Routing.Filled(var tool, var arguments, _, var usage) ->
                    charged(
                            delivery,
                            usage,
                            carry(delivery, table, request.need(), tool.id(), arguments));
            case Routing.Unfilled(var hits, var problems, var usage) ->
                    charged(delivery, usage, reply(FindAnswer.unfilled(hits, problems)));
            case Routing.Nothing(var nearest) -> reply(FindAnswer.nothing(nearest));
        };
    }

    private static HandlerResponse charged(
            Delivery delivery, Usage usage, HandlerResponse response) {
        if (usage.equals(Usage.ZERO)) {
            return response;
        }
        var ops = new ArrayList<>(response.ops());
        ops.add(new KernelOp.UsageCharged(delivery.message().thread(), usage));
        return HandlerResponse.done(response.outgoing(), ops);
    }

    private HandlerResponse carry(
            Delivery delivery, Set<String> table, String need, String tool, JsonObject arguments) {
        if (!table.contains(tool)) {
            return reply(FindAnswer.notInTable());
        }
        var carried = JsonObject.builder().put("need", need).put("tool", tool).build();
        return HandlerResponse.done(
                List.of(
                        new Outgoing.Send(
                                tool,
                                ToolDescriptor.payloadTag(tool),
                                UntrustedBytes.of(arguments),
                                CALL)),
                List.of(
                        new KernelOp.HandlerStateSet(
                                delivery.message().thread(), NAME, Bytes.of(Json.print(carried)))));
    }

    private HandlerResponse answered(Delivery delivery, ToolOutcome outcome) {
        if (!outcome.error()) {
            delivery.ownState()
                    .map(state -> Json.parseObject(state.utf8()))
                    .ifPresent(
                            carried ->
                                    router.remember(
                                            carried.requireString("tool"),
                                            carried.requireString("need")));
        }
        return reply(outcome);
    }

    /// The carried call was refused or broke, which its caller shall read; or the run is stopped,
    /// and then there is nobody to answer.
    private static HandlerResponse failed(Delivery delivery) {
        return delivery.message().call().equals(CALL)
                ? reply(ToolOutcome.failed(Failure.from(delivery.payload()).message()))
                : HandlerResponse.done(List.of(), List.of());
    }

    private static HandlerResponse reply(ToolOutcome outcome) {
        return HandlerResponse.reply(ToolOutcome.TYPE, UntrustedBytes.of(outcome.toJson()));
    }
}
