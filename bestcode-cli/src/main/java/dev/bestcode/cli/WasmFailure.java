package dev.bestcode.cli;

import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WitException;

/// Exit statuses of a component's failures. Here and not in [Main], which must not need the
/// WebAssembly module.
final class WasmFailure {
    private WasmFailure() {}

    static int told(WasmException e) {
        System.err.println(Printable.of(String.valueOf(e.getMessage())));
        return switch (e) {
            case LimitExceededException _ -> ExitCode.LIMIT;
            case LinkException _ -> ExitCode.REFUSED;
            case MalformedComponentException _,
                    InvalidComponentException _,
                    UnsupportedFeatureException _,
                    WitException _,
                    TrapException _ ->
                    ExitCode.FAILED;
        };
    }
}
