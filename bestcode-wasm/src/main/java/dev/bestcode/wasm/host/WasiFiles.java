package dev.bestcode.wasm.host;

import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Failure;
import dev.bestcode.wasm.host.HostObject.Folder;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `wasi:filesystem` over the folders that were granted; without one there is no descriptor, and
/// nothing to ask. Making links and setting times are left to the refusal of [Nothing].
/// @see "WASI 0.2, wasi:filesystem/types"
final class WasiFiles {
    private WasiFiles() {}

    interface Body {
        /// @return the value of `ok`; empty where it has none
        Optional<Val> call(HostCall call) throws IOException;
    }

    static void addTo(Map<String, Given> all) {
        all.put(
                "wasi:filesystem/preopens#get-directories",
                new Given(
                        "func() -> list<tuple<own<descriptor>, string>>",
                        call -> List.of(directories(call))));
        all.put(
                "wasi:filesystem/types#filesystem-error-code",
                new Given(
                        "func(err: borrow<error>) -> option<" + ErrorCode.TYPE + ">",
                        call ->
                                List.of(
                                        call.object(0, Failure.class)
                                                .map(failure -> Val.some(failure.code().val()))
                                                .orElseGet(Val::none))));
        FileContents.addTo(all);
        FolderEntries.addTo(all);
        FileStatus.addTo(all);
        OpenAt.addTo(all);
    }

    /// @param parameters after `self`
    static void method(
            Map<String, Given> all, String name, String parameters, String ok, Body body) {
        all.put(
                "wasi:filesystem/types#[method]descriptor." + name,
                new Given(
                        "func(self: borrow<descriptor>%s) -> result<%s, %s>"
                                .formatted(
                                        parameters.isEmpty() ? "" : ", " + parameters,
                                        ok,
                                        ErrorCode.TYPE),
                        call -> List.of(answered(body, call))));
    }

    private static Val answered(Body body, HostCall call) {
        try {
            return body.call(call).map(Val::ok).orElseGet(Val::ok);
        } catch (IOException e) {
            return Val.error(ErrorCode.of(e).val());
        }
    }

    private static Val directories(HostCall call) {
        var all = new ArrayList<Val>();
        for (var mount : call.world().folders()) {
            all.add(
                    new Val.Fields(
                            List.of(
                                    call.give("descriptor", new Folder(mount, ".")),
                                    Val.Str.of(mount.guest()))));
        }
        return new Val.Sequence(all);
    }

    static Folder folder(HostCall call, int index) throws IOException {
        return switch (object(call, index)) {
            case Folder folder -> folder;
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.NOT_DIRECTORY);
        };
    }

    static HostObject object(HostCall call, int index) throws IOException {
        return call.object(index, HostObject.class)
                .orElseThrow(() -> new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR));
    }
}
