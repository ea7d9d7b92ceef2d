package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.librarian.ContextRenderer;
import dev.bestcode.testkit.RequestCheck;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/// What may happen to one conversation, drawn at random: tasks, words in between, answers of every
/// shape, results in any order, failures, stops at any point, answers that come too late, kills
/// that lose a delivery before its commit, and forks from any moment. Each request that comes of it
/// is looked at.
final class RandomHistory {
    private static final int EVENTS_MIN = 2;
    private static final int EVENTS_MAX = 9;
    private static final List<String> IDS = List.of("a", "b", "c", "", "weird id/é", "a");
    private static final List<String> TEXTS =
            List.of("words", "", " \n", "more words", "é\uD83D\uDE00");
    private static final List<String> TOOLS = List.of("read", "write", "run", "no such tool", "");

    private final Random random;
    private FakeThread thread;
    private final Set<String> open = new LinkedHashSet<>();
    private final List<String> answered = new ArrayList<>();
    private final List<Happened> events = new ArrayList<>();
    private List<Said> before = List.of();
    private Optional<LlmRequest> asked = Optional.empty();
    private boolean busy;
    private int uses;

    RandomHistory(long seed) {
        random = new Random(seed);
        thread =
                new FakeThread(
                        CodingAgent.of(
                                new AgentOptions("coder", "Do it.", "sonnet", 1000, 200),
                                (_, _) -> FakeThread.TOOLS));
    }

    /// @return requests made
    /// @throws AssertionError with all that happened when one of them is wrong
    int play() {
        int length = random.nextInt(EVENTS_MIN, EVENTS_MAX);
        int requests = 0;
        for (int event = 0; event < length; event++) {
            var sent = next();
            for (var outgoing : sent) {
                switch (outgoing) {
                    case Outgoing.Send send -> {
                        open.add(send.call());
                        if (send.to().equals(Predeclared.LLM_POOL)) {
                            check(send);
                            requests++;
                        }
                    }
                    case Outgoing.Reply _ -> {
                        busy = false;
                        answered.addAll(open);
                        open.clear();
                    }
                    case Outgoing.Broadcast _, Outgoing.Spawn _ ->
                            throw new AssertionError("an agent calls and answers: " + outgoing);
                }
            }
        }
        return requests;
    }

    private List<Outgoing> next() {
        if (random.nextInt(25) == 0) {
            fork();
        }
        if (!busy) {
            busy = true;
            return said("task");
        }
        int chance = random.nextInt(100);
        if (chance < 6) {
            return stopped();
        }
        if (chance < 14) {
            return said("by the way");
        }
        if (chance < 18 && !answered.isEmpty()) {
            return late();
        }
        var call = any(List.copyOf(open));
        return call.startsWith("model-") ? modelAnswers(call) : toolAnswers(call);
    }

    /// Another future from any moment, while calls were open or not.
    private void fork() {
        long number = random.nextLong(100, thread.lastId() + 2);
        var call = "before " + number;
        events.add(new Happened(Message.Kind.REQUEST, "fork", call, JsonObject.EMPTY, false));
        thread = thread.fork(number);
        before = List.of();
        busy = false;
        open.clear();
        answered.clear();
    }

    private List<Outgoing> said(String text) {
        var task = new AgentTask(text, OptionalInt.empty());
        return deliver(Message.Kind.REQUEST, Message.USER, "", task.toJson());
    }

    private List<Outgoing> stopped() {
        var shown = JsonObject.builder();
        open.forEach(
                call -> {
                    if (random.nextBoolean()) {
                        shown.put(call, any(TEXTS));
                    }
                });
        var json = JsonObject.builder();
        failure(Failure.Kind.STOPPED).members().forEach(json::put);
        return deliver(
                Message.Kind.FAILURE,
                Message.SYSTEM,
                "",
                json.put(Failure.SHOWN, shown.build()).build());
    }

    private List<Outgoing> late() {
        return deliver(
                Message.Kind.ANSWER,
                "read",
                "late-" + any(answered),
                ToolOutcome.succeeded("late").toJson());
    }

    private List<Outgoing> modelAnswers(String call) {
        open.remove(call);
        answered.add(call);
        if (random.nextInt(30) == 0) {
            return deliver(
                    Message.Kind.FAILURE,
                    Predeclared.LLM_POOL,
                    call,
                    failure(Failure.Kind.PROVIDER_FAILED));
        }
        var reasons = StopReason.values();
        var reason =
                random.nextInt(3) > 0
                        ? StopReason.TOOL_USE
                        : reasons[random.nextInt(reasons.length)];
        var content = new ArrayList<ContentBlock>();
        for (int count = random.nextInt(5); count > 0; count--) {
            content.add(block(content));
        }
        var usage = new Usage(10, 1, 0, 0);
        var reply = new LlmReply("m", content, reason, usage, Sha256.of(new byte[0]));
        return deliver(Message.Kind.ANSWER, Predeclared.LLM_POOL, call, reply.toJson());
    }

    private ContentBlock block(List<ContentBlock> said) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new ContentBlock.Text(any(TEXTS));
            case 2 -> thinking(said);
            case 3 -> raw("{\"type\":\"redacted_thinking\",\"data\":\"x\"}");
            default ->
                    new ContentBlock.ToolUse(
                            random.nextInt(4) == 0 ? any(IDS) : "toolu_" + uses++,
                            any(TOOLS),
                            JsonObject.builder().put("n", random.nextInt(1_000_000)).build());
        };
    }

    /// Bound to what came before it, but for words that go back otherwise than they came.
    private ContentBlock thinking(List<ContentBlock> said) {
        boolean asItCame = said.stream().allMatch(ContentBlock::isThinking);
        var signature =
                asItCame ? RequestCheck.thinkingSignature(asked.orElseThrow(), said) : "c2ln";
        return raw(
                "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"%s\"}"
                        .formatted(signature));
    }

    private static ContentBlock raw(String json) {
        return new ContentBlock.Raw(Json.parseObject(json));
    }

    private List<Outgoing> toolAnswers(String call) {
        open.remove(call);
        answered.add(call);
        return switch (random.nextInt(6)) {
            case 0 ->
                    deliver(
                            Message.Kind.FAILURE,
                            "run",
                            call,
                            failure(Failure.Kind.OUTCOME_UNKNOWN));
            case 1 ->
                    deliver(
                            Message.Kind.ANSWER,
                            "run",
                            call,
                            new ToolOutcome(random.nextBoolean(), List.of()).toJson());
            default ->
                    deliver(
                            Message.Kind.ANSWER,
                            "run",
                            call,
                            new ToolOutcome(
                                            random.nextBoolean(),
                                            List.of(
                                                    random.nextInt(5) == 0
                                                            ? new ContentBlock.Image(
                                                                    "image/png", "")
                                                            : new ContentBlock.Text(any(TEXTS))))
                                    .toJson());
        };
    }

    private static JsonObject failure(Failure.Kind kind) {
        return new Failure(kind, "it went wrong").toJson();
    }

    private List<Outgoing> deliver(
            Message.Kind kind, String sender, String call, JsonObject payload) {
        boolean killed = random.nextInt(12) == 0;
        events.add(new Happened(kind, sender, call, payload, killed));
        if (killed) {
            thread.handle(kind, sender, call, payload);
        }
        return thread.commit(thread.handle(kind, sender, call, payload));
    }

    private void check(Outgoing.Send send) {
        var recipe = RequestRecipe.from(Json.parseObject(send.payload().bytes().utf8()));
        var request = new ContextRenderer().render(recipe, thread.state());
        var problems = new ArrayList<>(RequestCheck.problems(request));
        var blocks = blocks(request);
        if (blocks.size() < before.size() || !blocks.subList(0, before.size()).equals(before)) {
            problems.add("it does not begin with the request before: " + before);
        }
        before = blocks;
        asked = Optional.of(request);
        if (!problems.isEmpty()) {
            throw new AssertionError("%s in %s after%n%s".formatted(problems, blocks, events));
        }
    }

    private static List<Said> blocks(LlmRequest request) {
        return request.messages().stream()
                .flatMap(
                        message ->
                                message.content().stream()
                                        .map(block -> new Said(message.role(), block)))
                .toList();
    }

    /// One block of a request.
    private record Said(LlmMessage.Role role, ContentBlock block) {}

    /// One delivery.
    /// @param killed whether it was lost before its commit, and made again
    private record Happened(
            Message.Kind kind, String sender, String call, JsonObject payload, boolean killed) {}

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
