package dev.bestcode.wasm.host;

import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Descriptor;
import dev.bestcode.wasm.host.HostObject.Reader;
import dev.bestcode.wasm.host.HostObject.Writer;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of a descriptor that read and write a file.
final class FileContents {
    /// Read at a time, into one value of the component.
    private static final int READ_BYTES_MAX = 1 << 20;

    private FileContents() {}

    static void addTo(Map<String, Given> all) {
        WasiFiles.method(
                all,
                "read",
                "length: u64, offset: u64",
                "tuple<list<u8>, bool>",
                FileContents::read);
        WasiFiles.method(
                all,
                "write",
                "buffer: list<u8>, offset: u64",
                "u64",
                call -> {
                    var bytes = call.bytes(1);
                    long at = position(call, 2);
                    call.world().written(at, bytes.length);
                    file(call, true).file().write(at, bytes);
                    return Optional.of(new Val.Int(bytes.length));
                });
        WasiFiles.method(
                all,
                "read-via-stream",
                "offset: u64",
                "own<input-stream>",
                call ->
                        Optional.of(
                                call.give(
                                        "input-stream",
                                        new Reader(file(call, false), position(call, 1)))));
        WasiFiles.method(
                all,
                "write-via-stream",
                "offset: u64",
                "own<output-stream>",
                call ->
                        Optional.of(
                                call.give(
                                        "output-stream",
                                        Writer.at(file(call, true), position(call, 1)))));
        WasiFiles.method(
                all,
                "append-via-stream",
                "",
                "own<output-stream>",
                call ->
                        Optional.of(
                                call.give("output-stream", Writer.appending(file(call, true)))));
        WasiFiles.method(
                all,
                "set-size",
                "size: u64",
                "_",
                call -> {
                    long size = position(call, 1);
                    call.world().written(size, 0);
                    file(call, true).file().resize(size);
                    return Optional.empty();
                });
    }

    private static Optional<Val> read(HostCall call) throws IOException {
        long wanted = call.number(1);
        int most = wanted < 0 || wanted > READ_BYTES_MAX ? READ_BYTES_MAX : (int) wanted;
        var bytes = new byte[most];
        int count = Math.max(0, file(call, false).file().read(position(call, 2), bytes));
        return Optional.of(
                new Val.Fields(
                        List.of(
                                new Val.Bytes(Arrays.copyOf(bytes, count)),
                                new Val.Bool(count < most))));
    }

    private static SharedFile file(HostCall call, boolean writes) throws IOException {
        return switch (WasiFiles.object(call, 0)) {
            case Descriptor file when writes ? file.writable() : file.readable() -> file.file();
            case Descriptor _ -> throw new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR);
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.IS_DIRECTORY);
        };
    }

    private static long position(HostCall call, int index) throws IOException {
        if (call.number(index) < 0) {
            throw new ErrorCode.Failed(ErrorCode.INVALID);
        }
        return call.number(index);
    }
}
