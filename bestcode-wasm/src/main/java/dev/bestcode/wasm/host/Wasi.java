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
    static final String DATETIME = "record{seconds: u64, nanoseconds: u32}";
    private static final long RANDOM_BYTES_MAX = 1 << 20;
    private static final Map<String, Given> FUNCTIONS = functions();

    private Wasi() {}

    interface Body {
        List<Val> call(HostCall call);
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
                        "func(self: borrow<pollable>) -> bool", _ -> List.of(new Val.Bool(true))));
        all.put(
                "wasi:io/poll#poll",
                new Given(
                        "func(in: list<borrow<pollable>>) -> list<u32>",
                        call -> List.of(allReady(call.arguments().getFirst()))));
        WasiStreams.addTo(all);
        WasiFiles.addTo(all);
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

    private static void cli(Map<String, Given> all) {
        all.put(
                "wasi:cli/environment#get-environment",
                new Given(
                        "func() -> list<tuple<string, string>>",
                        call -> List.of(Environment.of(call.world().granted()))));
        all.put(
                "wasi:cli/exit#exit",
                new Given(
                        "func(status: result)",
                        _ -> {
                            throw new TrapException("the component ended itself with 'exit'");
                        }));
    }

    private static void clocks(Map<String, Given> all) {
        all.put(
                "wasi:clocks/monotonic-clock#now",
                new Given(
                        "func() -> u64",
                        call -> List.of(new Val.Int(call.world().monotonicNanos()))));
        all.put(
                "wasi:clocks/monotonic-clock#resolution",
                new Given(
                        "func() -> u64",
                        call -> List.of(new Val.Int(call.world().resolutionNanos()))));
        all.put(
                "wasi:clocks/wall-clock#now",
                new Given(
                        "func() -> " + DATETIME,
                        call -> {
                            var now = call.world().now();
                            return List.of(datetime(now.getEpochSecond(), now.getNano()));
                        }));
        all.put(
                "wasi:clocks/wall-clock#resolution",
                new Given(
                        "func() -> " + DATETIME,
                        call -> List.of(datetime(0, call.world().resolutionNanos()))));
    }

    static Val datetime(long seconds, long nanos) {
        return new Val.Fields(List.of(new Val.Int(seconds), new Val.Int(nanos)));
    }

    private static void random(Map<String, Given> all) {
        Body bytes =
                call -> {
                    long length = call.number(0);
                    if (length < 0 || length > RANDOM_BYTES_MAX) {
                        throw new LimitExceededException(
                                "the component asks for more than %d random bytes at a time"
                                        .formatted(RANDOM_BYTES_MAX));
                    }
                    return List.of(new Val.Bytes(call.world().random((int) length)));
                };
        Body number = call -> List.of(new Val.Int(call.world().randomLong()));
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
                        call ->
                                List.of(
                                        new Val.Fields(
                                                List.of(
                                                        new Val.Int(call.world().randomLong()),
                                                        new Val.Int(call.world().randomLong()))))));
    }
}
