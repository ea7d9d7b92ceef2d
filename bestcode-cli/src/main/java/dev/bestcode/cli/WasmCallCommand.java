package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.wasm.WasmException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode wasm call`: one call of a component's function, with nothing granted but folders.
@Command(
        name = "call",
        description = "Call a component's function; the answer is JSON on standard output.",
        footer = {
            "",
            "Example:",
            "  bestcode wasm call slug.wasm slug '{\"title\":\"Ready, set\"}'"
        })
final class WasmCallCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private WasmChoice choice = new WasmChoice();

    @Parameters(index = "1", paramLabel = "FUNCTION", description = "As 'inspect' lists it.")
    private String function = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "ARGUMENTS",
            description = "A JSON object (default: {}).")
    private String arguments = "{}";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return answered();
        } catch (WasmException e) {
            return WasmFailure.told(e);
        }
    }

    private JsonObject given() {
        try {
            return Json.parseObject(arguments);
        } catch (JsonException wrong) {
            throw help.wrong("ARGUMENTS must be a JSON object: " + wrong.getMessage());
        }
    }

    private int answered() throws IOException, InterruptedException {
        var given = given();
        var answer = choice.loaded().call(function, given);
        if (!answer.output().isEmpty()) {
            System.err.println(Printable.of(answer.output()));
        }
        answer.value().ifPresent(value -> System.out.println(Json.text(value)));
        return ExitCode.OK;
    }
}
