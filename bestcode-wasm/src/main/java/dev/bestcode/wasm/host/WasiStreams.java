package dev.bestcode.wasm.host;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Failure;
import dev.bestcode.wasm.host.HostObject.Reader;
import dev.bestcode.wasm.host.HostObject.Writer;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `wasi:io/streams`. A stream without a state is a standard one: nothing comes out of it, and what
/// goes in is the call's output.
final class WasiStreams {
    private static final String ERROR = "variant{last-operation-failed(own<error>), closed}";
    private static final int ERROR_FAILED = 0;
    private static final int ERROR_CLOSED = 1;

    /// What a stream takes at a time.
    private static final int WRITE_BYTES = 4096;

    private static final int READ_BYTES_MAX = 64 << 10;

    private WasiStreams() {}

    /// A stream's function that may fail.
    private interface Body {
        Val call(HostCall call) throws IOException;
    }

    static void addTo(Map<String, Given> all) {
        input(all, "read", "list<u8>", WasiStreams::read);
        input(all, "blocking-read", "list<u8>", WasiStreams::read);
        input(all, "skip", "u64", WasiStreams::skip);
        input(all, "blocking-skip", "u64", WasiStreams::skip);
        output(all, "check-write", "", "u64", _ -> Val.ok(new Val.Int(WRITE_BYTES)));
        Body write = call -> write(call, call.bytes(1));
        output(all, "write", "contents: list<u8>", "_", write);
        output(all, "blocking-write-and-flush", "contents: list<u8>", "_", write);
        Body zeros = call -> write(call, new byte[zeros(call.number(1))]);
        output(all, "write-zeroes", "len: u64", "_", zeros);
        output(all, "blocking-write-zeroes-and-flush", "len: u64", "_", zeros);
        output(all, "flush", "", "_", _ -> Val.ok());
        output(all, "blocking-flush", "", "_", _ -> Val.ok());
        all.put(
                "wasi:io/error#[method]error.to-debug-string",
                new Given(
                        "func(self: borrow<error>) -> string",
                        call ->
                                List.of(
                                        Val.Str.of(
                                                call.object(0, Failure.class)
                                                        .map(failure -> failure.code().label())
                                                        .orElse("")))));
    }

    private static void input(Map<String, Given> all, String name, String ok, Body body) {
        put(all, "input-stream", name, "len: u64", ok, body);
    }

    private static void output(
            Map<String, Given> all, String name, String parameter, String ok, Body body) {
        put(all, "output-stream", name, parameter, ok, body);
    }

    private static void put(
            Map<String, Given> all,
            String resource,
            String name,
            String parameter,
            String ok,
            Body body) {
        all.put(
                "wasi:io/streams#[method]%s.%s".formatted(resource, name),
                new Given(
                        "func(self: borrow<%s>%s) -> result<%s, %s>"
                                .formatted(
                                        resource,
                                        parameter.isEmpty() ? "" : ", " + parameter,
                                        ok,
                                        ERROR),
                        call -> List.of(answered(body, call))));
    }

    private static Val answered(Body body, HostCall call) {
        try {
            return body.call(call);
        } catch (IOException e) {
            var failure = call.give("error", new Failure(ErrorCode.of(e)));
            return Val.error(Val.Case.of(ERROR_FAILED, failure));
        }
    }

    private static Val closed() {
        return Val.error(Val.Case.of(ERROR_CLOSED));
    }

    private static Val read(HostCall call) throws IOException {
        var stream = call.object(0, Reader.class);
        if (stream.isEmpty()) {
            return closed();
        }
        var reader = stream.get();
        var bytes = new byte[atMost(call.number(1))];
        int count = reader.file.file().read(reader.position, bytes);
        if (count < 0) {
            return closed();
        }
        reader.position += count;
        return Val.ok(new Val.Bytes(Arrays.copyOf(bytes, count)));
    }

    private static int atMost(long asked) {
        return asked < 0 || asked > READ_BYTES_MAX ? READ_BYTES_MAX : (int) asked;
    }

    private static Val skip(HostCall call) throws IOException {
        var stream = call.object(0, Reader.class);
        if (stream.isEmpty()) {
            return closed();
        }
        var reader = stream.get();
        long left = reader.file.file().status().bytes() - reader.position;
        if (left <= 0) {
            return closed();
        }
        long asked = call.number(1);
        long skipped = asked < 0 ? left : Math.min(asked, left);
        reader.position += skipped;
        return Val.ok(new Val.Int(skipped));
    }

    private static int zeros(long asked) {
        if (asked < 0 || asked > WRITE_BYTES) {
            throw new TrapException(
                    "more is written than the %d bytes that were permitted".formatted(WRITE_BYTES));
        }
        return (int) asked;
    }

    private static Val write(HostCall call, byte[] bytes) throws IOException {
        var stream = call.object(0, Writer.class);
        if (stream.isEmpty()) {
            call.world().write(bytes);
            return Val.ok();
        }
        var writer = stream.get();
        call.world().written(writer.position, bytes.length);
        if (writer.appends) {
            writer.file.file().append(bytes);
        } else {
            writer.file.file().write(writer.position, bytes);
            writer.position += bytes.length;
        }
        return Val.ok();
    }
}
