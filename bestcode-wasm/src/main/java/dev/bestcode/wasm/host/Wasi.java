package dev.bestcode.wasm.host;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.abi.Val;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of WASI 0.2 that do more than answer with nothing. Each has the type that the host
/// gives it; a component that was built for another is not linked.
final class Wasi {
    private static final String STREAM_ERROR = "variant{last-operation-failed(own<error>), closed}";
    private static final String DATETIME = "record{seconds: u64, nanoseconds: u32}";
    private static final String WRITE =
            "func(self: borrow<output-stream>, contents: list<u8>) -> result<_, "
                    + STREAM_ERROR
                    + ">";
    private static final String FLUSH =
            "func(self: borrow<output-stream>) -> result<_, " + STREAM_ERROR + ">";

    /// What a stream takes at a time.
    private static final long WRITE_BYTES = 4096;

    private static final long RANDOM_BYTES_MAX = 1 << 20;
    private static final Map<String, Given> FUNCTIONS = functions();

    private Wasi() {}

    interface Body {
        List<Val> call(CallWorld world, List<Val> arguments);
    }

    /// @param type as [dev.bestcode.wasm.type.TypeText] writes it
    record Given(String type, Body body) {}

    /// @param interfaceName without its version
    static Optional<Given> function(String interfaceName, String name) {
        return Optional.ofNullable(FUNCTIONS.get(interfaceName + "#" + name));
    }

    private static Map<String, Given> functions() {
        var all = new HashMap<String, Given>();
        all.put(
                "wasi:io/poll#[method]pollable.ready",
                new Given(
                        "func(self: borrow<pollable>) -> bool",
                        (_, _) -> List.of(new Val.Bool(true))));
        all.put(
                "wasi:io/poll#poll",
                new Given(
                        "func(in: list<borrow<pollable>>) -> list<u32>",
                        (_, arguments) -> List.of(allReady(arguments.getFirst()))));
        streams(all);
        cli(all);
        clocks(all);
        random(all);
        return Map.copyOf(all);
    }

    private static Val allReady(Val pollables) {
        var ready = new ArrayList<Val>();
        for (int i = 0; i < ((Val.Sequence) pollables).elements().size(); i++) {
            ready.add(new Val.Int(i));
        }
        return new Val.Sequence(ready);
    }

    private static void streams(Map<String, Given> all) {
        var methods = "wasi:io/streams#[method]output-stream.";
        all.put(
                methods + "check-write",
                new Given(
                        "func(self: borrow<output-stream>) -> result<u64, " + STREAM_ERROR + ">",
                        (_, _) -> List.of(Val.ok(new Val.Int(WRITE_BYTES)))));
        Body write =
                (world, arguments) -> {
                    world.write(((Val.Bytes) arguments.get(1)).bytes());
                    return List.of(Val.ok());
                };
        all.put(methods + "write", new Given(WRITE, write));
        all.put(methods + "blocking-write-and-flush", new Given(WRITE, write));
        Body flush = (_, _) -> List.of(Val.ok());
        all.put(methods + "flush", new Given(FLUSH, flush));
        all.put(methods + "blocking-flush", new Given(FLUSH, flush));
    }

    private static void cli(Map<String, Given> all) {
        all.put(
                "wasi:cli/environment#get-environment",
                new Given(
                        "func() -> list<tuple<string, string>>",
                        (world, _) -> List.of(Environment.of(world.granted()))));
        all.put(
                "wasi:cli/exit#exit",
                new Given(
                        "func(status: result)",
                        (_, _) -> {
                            throw new TrapException("the component ended itself with 'exit'");
                        }));
    }

    private static void clocks(Map<String, Given> all) {
        all.put(
                "wasi:clocks/monotonic-clock#now",
                new Given(
                        "func() -> u64",
                        (world, _) -> List.of(new Val.Int(world.monotonicNanos()))));
        all.put(
                "wasi:clocks/monotonic-clock#resolution",
                new Given(
                        "func() -> u64",
                        (world, _) -> List.of(new Val.Int(world.resolutionNanos()))));
        all.put(
                "wasi:clocks/wall-clock#now",
                new Given(
                        "func() -> " + DATETIME,
                        (world, _) -> {
                            var now = world.now();
                            return datetime(now.getEpochSecond(), now.getNano());
                        }));
        all.put(
                "wasi:clocks/wall-clock#resolution",
                new Given(
                        "func() -> " + DATETIME,
                        (world, _) -> datetime(0, world.resolutionNanos())));
    }

    private static List<Val> datetime(long seconds, long nanos) {
        return List.of(new Val.Fields(List.of(new Val.Int(seconds), new Val.Int(nanos))));
    }

    private static void random(Map<String, Given> all) {
        Body bytes =
                (world, arguments) -> {
                    long length = ((Val.Int) arguments.getFirst()).value();
                    if (length < 0 || length > RANDOM_BYTES_MAX) {
                        throw new LimitExceededException(
                                "the component asks for more than %d random bytes at a time"
                                        .formatted(RANDOM_BYTES_MAX));
                    }
                    return List.of(new Val.Bytes(world.random((int) length)));
                };
        Body number = (world, _) -> List.of(new Val.Int(world.randomLong()));
        all.put(
                "wasi:random/random#get-random-bytes",
                new Given("func(len: u64) -> list<u8>", bytes));
        all.put("wasi:random/random#get-random-u64", new Given("func() -> u64", number));
        all.put(
                "wasi:random/insecure#get-insecure-random-bytes",
                new Given("func(len: u64) -> list<u8>", bytes));
        all.put("wasi:random/insecure#get-insecure-random-u64", new Given("func() -> u64", number));
        all.put(
                "wasi:random/insecure-seed#insecure-seed",
                new Given(
                        "func() -> tuple<u64, u64>",
                        (world, _) ->
                                List.of(
                                        new Val.Fields(
                                                List.of(
                                                        new Val.Int(world.randomLong()),
                                                        new Val.Int(world.randomLong()))))));
    }
}
