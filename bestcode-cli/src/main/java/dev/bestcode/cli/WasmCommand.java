package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode wasm`: WebAssembly components by hand, before a listener names them.
@Command(
        name = "wasm",
        description = "Look at a WebAssembly component, or call it.",
        subcommands = {WasmInspectCommand.class, WasmCallCommand.class})
final class WasmCommand {
    @Mixin HelpOption help = new HelpOption();
}
