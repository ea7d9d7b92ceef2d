package dev.bestcode.librarian;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The tool through which a model reads again what was folded: by the number in its line, or by
/// words. It shows the caller's own conversation and no other.
public final class Recall implements Handler, ToolPeer {
    /// Characters of one answer; more is read on from there.
    static final int CHARS_MAX = 24_000;

    /// To read a few pages from the log.
    private static final Duration READING_MAX = Duration.ofMinutes(1);

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "recall",
                    """
                    Shows a part of this conversation again that was folded to a line like \
                    [#12 folded], cut in the middle, or is out of view. Give the number as id, or \
                    words that were in it as query.""",
                    """
                    {"type":"object","additionalProperties":false,"minProperties":1,
                     "properties":{
                       "id":{"type":"integer","minimum":1,"description":"The number of the part"},
                       "query":{"type":"string","minLength":1,"maxLength":500,
                         "description":"Names, paths or words from the part that is sought"},
                       "from":{"type":"integer","minimum":0,
                         "description":"Where to begin, in characters; 0 unless given"}}}
                    """);

    private final Supplier<KernelState> state;

    Recall(Supplier<KernelState> state) {
        this.state = state;
    }

    @Override
    public ToolDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Effect effect() {
        return Effect.PURE;
    }

    @Override
    public PayloadType accepts() {
        return DESCRIPTOR.payloadType();
    }

    @Override
    public PayloadType answers() {
        return ToolOutcome.TYPE;
    }

    @Override
    public boolean effectFree() {
        return true;
    }

    @Override
    public Duration timeLimit() {
        return READING_MAX;
    }

    /// A call that is on nobody's thread has nothing to show.
    @Override
    public ToolOutcome call(ToolCall call) {
        return ToolOutcome.failed("recall shows the conversation that it is called from");
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        if (delivery.message().kind() != Message.Kind.REQUEST) {
            return HandlerResponse.done(List.of(), List.of());
        }
        var newest = state.get();
        var outcome =
                newest.threads()
                        .get(delivery.message().thread())
                        .flatMap(ThreadRow::parent)
                        .map(caller -> shown(delivery.payload(), caller, newest))
                        .orElseGet(() -> ToolOutcome.failed("nobody called"));
        return HandlerResponse.reply(ToolOutcome.TYPE, UntrustedBytes.of(outcome.toJson()));
    }

    private static ToolOutcome shown(JsonObject request, ThreadId caller, KernelState state) {
        var found =
                request.integer("id").isPresent()
                        ? byId(request.requireLong("id"), caller, state)
                        : byWords(request.string("query").orElse(""), caller, state);
        return found.map(text -> part(text, request.integer("from").orElse(0)))
                .orElseGet(
                        () ->
                                ToolOutcome.failed(
                                        "nothing of that is in this conversation; ids stand in lines like [#12 folded], or try other words as query"));
    }

    /// The whole exchange that the segment begins, or the segment alone when it is inside one.
    private static Optional<String> byId(long id, ThreadId caller, KernelState state) {
        if (id < 1) {
            return Optional.empty();
        }
        var exchange =
                exchanges(caller, state).stream()
                        .filter(it -> it.id().value() == id)
                        .findFirst()
                        .map(Recall::text);
        return exchange.or(
                () ->
                        state.contexts()
                                .get(new SegmentId(id))
                                .filter(row -> row.thread().equals(caller))
                                .map(row -> text(Page.of(row, state))));
    }

    private static Optional<String> byWords(String query, ThreadId caller, KernelState state) {
        return RecallSearch.best(query, exchanges(caller, state)).map(Recall::text);
    }

    private static List<Exchange> exchanges(ThreadId caller, KernelState state) {
        return Exchange.of(
                state.contexts().segments(caller).stream()
                        .filter(Recall::isTold)
                        .map(row -> Page.of(row, state))
                        .toList());
    }

    private static boolean isTold(SegmentRow row) {
        return switch (row.tag()) {
            case ContextTags.USER,
                    ContextTags.ASSISTANT,
                    ContextTags.TOOL_RESULT,
                    ContextTags.SCRATCH ->
                    true;
            default -> false;
        };
    }

    static String text(Exchange exchange) {
        return String.join("\n", exchange.pages().stream().map(Recall::text).toList());
    }

    private static String text(Page page) {
        return Digest.text(page.tag(), page.content().get());
    }

    private static ToolOutcome part(String text, long from) {
        int begin = (int) Math.min(from, text.length());
        int end = Math.min(text.length(), begin + CHARS_MAX);
        var part = text.substring(begin, end);
        return ToolOutcome.succeeded(
                end == text.length()
                        ? part
                        : "%s\n[… %,d characters more; go on with \"from\":%d]"
                                .formatted(part, text.length() - end, end));
    }
}
