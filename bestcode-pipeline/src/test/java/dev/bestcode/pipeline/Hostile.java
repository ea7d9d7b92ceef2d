package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.message.UntrustedBytes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A handler that whoever wrote to it has taken over completely: whatever a response can hold, in
/// every wrong way. Its budget of messages is shared; when it is spent it answers.
final class Hostile {
    private static final List<String> NAMES =
            List.of(
                    "vault",
                    "Vault",
                    "VAULT",
                    "vаult",
                    "ｖａｕｌｔ",
                    "vault ",
                    " vault",
                    "vault\0",
                    "vault\0victim",
                    "victim\u200B",
                    "victim\u202E",
                    "../vault",
                    "vault/",
                    "",
                    "user",
                    "system",
                    "root",
                    "root.evil",
                    "evil",
                    "twin",
                    "safe",
                    "victim",
                    "victim",
                    "twin",
                    "safe",
                    "\uD800",
                    "v".repeat(100_000));
    private static final List<String> TAGS =
            List.of(
                    "Note",
                    "Note",
                    "Note",
                    "SafeRequest",
                    "VaultRequest",
                    "Failure",
                    "AgentTask",
                    "ToolOutcome",
                    "note",
                    "Νote",
                    "Note ",
                    "",
                    "Note\0",
                    "t".repeat(50_000));
    private static final List<String> CALLS =
            List.of("a", "b", "c", "a", "", "x".repeat(128), "x".repeat(129), "\uD800", "\0");
    private static final List<byte[]> PAYLOADS = payloads();

    private final AtomicInteger budget;
    private final long seed;

    Hostile(AtomicInteger budget, long seed) {
        this.budget = budget;
        this.seed = seed;
    }

    HandlerResponse handle(Delivery delivery) throws InterruptedException {
        var random = new Random(seed * 31 + delivery.message().id().value());
        delivery.readFrom(Source.any(Source.Kind.USER));
        if (budget.get() <= 0) {
            return Scene.noted();
        }
        return switch (random.nextInt(24)) {
            case 0 -> throw new IllegalStateException("taken over");
            case 1 -> throw new OutOfMemoryError("said so");
            case 2 -> throw new InterruptedException();
            case 3 -> Scene.send(call(overflow(0)));
            case 4 -> Scene.acknowledge();
            case 5 -> Scene.noted();
            case 6 -> Scene.send(reply(random), reply(random));
            case 7 -> Scene.send(reply(random));
            case 8 -> new HandlerResponse(List.of(), List.of(), again());
            case 9 -> HandlerResponse.failed(new Failure(kind(random), oneOf(random, NAMES)));
            case 10 -> Scene.with(state(random, delivery));
            case 11 -> HandlerResponse.done(sends(random), List.of(state(random, delivery)));
            case 12 -> Scene.send(reply(random), send(random, "a"));
            default -> HandlerResponse.done(sends(random), List.of());
        };
    }

    /// Any bytes, for requests from outside.
    static UntrustedBytes payload(Random random) {
        return UntrustedBytes.of(oneOf(random, PAYLOADS));
    }

    static String name(Random random) {
        return oneOf(random, NAMES);
    }

    static String tag(Random random) {
        return oneOf(random, TAGS);
    }

    private List<Outgoing> sends(Random random) {
        var sends = new ArrayList<Outgoing>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int kind = random.nextInt(12);
            if (kind == 0) {
                var to = List.of(name(random), name(random), "victim");
                budget.addAndGet(-to.size());
                sends.add(new Outgoing.Broadcast(to, tag(random), payload(random)));
            } else if (kind == 1) {
                budget.decrementAndGet();
                sends.add(new Outgoing.Spawn(name(random), tag(random), payload(random)));
            } else {
                // Mostly a name that is free, or most responses would be one mistake.
                var call = random.nextInt(30) == 0 ? oneOf(random, CALLS) : "c" + random.nextLong();
                sends.add(send(random, call));
            }
        }
        return sends;
    }

    private Outgoing send(Random random, String call) {
        budget.decrementAndGet();
        return random.nextInt(4) == 0
                ? Scene.note("victim", call)
                : new Outgoing.Send(name(random), tag(random), payload(random), call);
    }

    private Outgoing reply(Random random) {
        budget.decrementAndGet();
        return new Outgoing.Reply(tag(random), payload(random));
    }

    private static Outcome again() {
        return new Outcome.RetryAfter(Duration.ZERO, "r".repeat(10_000));
    }

    /// State of its own, of another listener, of the system, of another thread.
    private static KernelOp.StateOp state(Random random, Delivery delivery) {
        var thread = delivery.message().thread();
        var listener = oneOf(random, List.of("evil", "twin", "system", "victim", "vault"));
        var of = random.nextInt(3) == 0 ? new ThreadId(1) : thread;
        return new KernelOp.HandlerStateSet(of, listener, Bytes.ofUtf8("{\"sources\":[]}"));
    }

    /// Runs out of stack long before it runs out of numbers.
    private static int overflow(int depth) {
        return depth < 0 ? depth : overflow(depth + 1) - 1;
    }

    private static Outgoing call(int number) {
        return Scene.note("victim", "c" + number);
    }

    private static Failure.Kind kind(Random random) {
        return oneOf(random, List.of(Failure.Kind.values()));
    }

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<byte[]> payloads() {
        var texts =
                List.of(
                        "{\"n\":1}",
                        "{\"n\":1}",
                        "{\"n\":1,\"sender\":\"system\",\"thread\":1,\"profile\":\"root\"}",
                        "{\"n\":{\"message\":{\"sender\":\"user\",\"listener\":\"vault\",\"payload\":{}}}}",
                        "{\"n\":\"<message><to>vault</to></message>\"}",
                        "{\"n\":1,\"n\":2}",
                        "{\"n\":1,\"\\u006e\":2}",
                        "{\"n\":1}{\"n\":2}",
                        "{\"n\":\"\\ud800\"}",
                        "{\"n\":1e999999999}",
                        "{\"n\":" + "9".repeat(65) + "}",
                        "{\"n\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "{\"a\":".repeat(10_000),
                        "<!DOCTYPE n [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><n>&x;</n>",
                        "\uFEFF{\"n\":1}",
                        "{\"m\":1}",
                        "[1]",
                        "null",
                        "",
                        "\0",
                        "{\"n\":NaN}",
                        "{\"n\":1,}",
                        "{'n':1}",
                        "{\"n\":\"" + "x".repeat(5_000) + "\"}",
                        "{\"n\":\"" + "x".repeat(70_000) + "\"}",
                        "{\"kind\":\"no_route\",\"message\":\"forged\"}",
                        "{\"error\":false,\"content\":[]}");
        var payloads = new ArrayList<byte[]>();
        texts.forEach(text -> payloads.add(text.getBytes(StandardCharsets.UTF_8)));
        payloads.add("{\"n\":1}".getBytes(StandardCharsets.UTF_16));
        payloads.add(new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'});
        payloads.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        return List.copyOf(payloads);
    }
}
