package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode wasm`: WebAssembly components by hand, before a listener names them.
@Command(
        name = "wasm",
        description = "Look at a WebAssembly component, call it, or check the WIT of one.",
        subcommands = {
            WasmInspectCommand.class,
            WasmCallCommand.class,
            WasmWitCommand.class,
            WasmDocumentCommand.class
        })
final class WasmCommand {
    @Mixin HelpOption help = new HelpOption();
}
