package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A model that counts a token for every byte, which no tokenizer passes; and what was set aside
/// for each of its requests when it came.
final class DearModel implements LlmClient {
    /// What it does with a request.
    @FunctionalInterface
    interface Says {
        List<ContentBlock> answer() throws InterruptedException;
    }

    /// A request.
    /// @param billed tokens of it and of its answer
    /// @param most tokens of it and of the longest answer that it may have
    /// @param setAside tokens, by the thread that asked
    record Asked(String text, long billed, long most, long setAside) {}

    private final AtomicReference<BestCode> os = new AtomicReference<>();
    private final AtomicLong billed = new AtomicLong();
    private final Deque<Says> script = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    /// Tokens of what it has answered.
    long billed() {
        return billed.get();
    }

    static Says text(String words) {
        return () -> List.of(new ContentBlock.Text(words));
    }

    /// A call of the tool that shows pages.
    static Says page(int number, String more) {
        var arguments = Json.parseObject("{\"number\":%d%s}".formatted(number, more));
        return () -> List.of(new ContentBlock.ToolUse("toolu_" + number, "page", arguments));
    }

    synchronized DearModel says(Says... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /// Look there for what is set aside.
    void asksFor(BestCode system) {
        os.set(system);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized Asked last() {
        return asked.getLast();
    }

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var usage = new Usage(prompt(request), 1, 0, 0);
        var content = begun(request, usage).answer();
        billed.addAndGet(usage.input() + usage.output());
        boolean calls = content.stream().anyMatch(ContentBlock.ToolUse.class::isInstance);
        var stop = calls ? StopReason.TOOL_USE : StopReason.END_TURN;
        return new LlmReply(request.model(), content, stop, usage, Sha256.of(new byte[0]));
    }

    private synchronized Says begun(LlmRequest request, Usage usage) {
        var text = words(request).collect(Collectors.joining("\n"));
        asked.add(
                new Asked(
                        text,
                        usage.input() + usage.output(),
                        usage.input() + request.maxTokens(),
                        setAside()));
        return script.remove();
    }

    private long setAside() {
        var state = Objects.requireNonNull(os.get()).state();
        var run = state.runs().all().getLast();
        var account = state.handlerState(run.thread(), "system.account").orElseThrow();
        return Json.parseObject(account.utf8()).requireObject("open").members().values().stream()
                .mapToLong(most -> ((JsonObject) most).requireLong("tokens"))
                .sum();
    }

    private static long prompt(LlmRequest request) {
        return words(request).mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
    }

    private static Stream<String> words(LlmRequest request) {
        return Stream.concat(
                Stream.of(request.system()),
                request.messages().stream()
                        .flatMap(message -> message.content().stream())
                        .flatMap(DearModel::words));
    }

    private static Stream<String> words(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> Stream.of(text);
            case ContentBlock.ToolUse use -> Stream.of(use.name(), Json.text(use.input()));
            case ContentBlock.ToolResult result ->
                    result.content().stream().flatMap(DearModel::words);
            case ContentBlock.Image _, ContentBlock.Document _, ContentBlock.Raw _ ->
                    Stream.empty();
        };
    }
}
