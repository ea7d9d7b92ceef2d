package dev.bestcode.wasm.suite;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WasmLimits;
import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.binary.ComponentDecoder;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.check.ComponentChecker;
import dev.bestcode.wasm.engine.Compiler;
import dev.bestcode.wasm.link.BoundedCall;
import dev.bestcode.wasm.link.Item;
import dev.bestcode.wasm.link.Linker;
import dev.bestcode.wasm.link.Linker.Provided;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs the commands of one converted script and says what became of each.
final class WastScript {
    enum Verdict {
        PASSED,
        FAILED,
        /// Decoded and valid, and not instantiated, because it imports the suite's own host.
        CHECKED,
        /// Needs a part of the component model that is left out, or a host of the suite's own.
        LEFT_OUT
    }

    /// What another runtime does not do, and says so; the component model allows it.
    private static final List<String> RESTRICTIONS =
            List.of(
                    "root-level component imports are not supported",
                    "exporting a component from the root component is not supported",
                    "is a reexport of an imported function which is not implemented");

    record Outcome(String script, long line, String kind, Verdict verdict, String why) {}

    private record Instance(CheckedComponent component, StoreState store, Item.Instance exports) {}

    private final Path file;
    private final String name;
    private final boolean compiled;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Optional<CheckedComponent>> definitions = new HashMap<>();
    private final Map<String, Optional<Instance>> instances = new HashMap<>();
    private final Map<String, Provided> registered = new HashMap<>();
    private Optional<CheckedComponent> lastDefinition = Optional.empty();
    private Optional<Instance> last = Optional.empty();

    /// @param compiled whether core modules run as compiled code
    WastScript(Path file, boolean compiled) {
        this.file = file;
        this.compiled = compiled;
        this.name = file.getFileName().toString().replace(".json", "");
    }

    List<Outcome> run() throws IOException, InterruptedException {
        var commands = Json.parseObject(Files.readString(file)).requireArray("commands");
        for (var command : commands.values()) {
            run((JsonObject) command);
        }
        return outcomes;
    }

    private void run(JsonObject command) throws IOException, InterruptedException {
        var kind = command.requireString("kind");
        try {
            switch (kind) {
                case "component" -> define(command);
                case "instance" -> {
                    var wanted = command.string("of");
                    var definition =
                            wanted.isPresent()
                                    ? definitions.getOrDefault(wanted.get(), Optional.empty())
                                    : lastDefinition;
                    remember(command, definition.map(this::instantiated));
                    verdict(command, last.isPresent() ? Verdict.PASSED : Verdict.LEFT_OUT, "");
                }
                case "register" ->
                        instance(command)
                                .ifPresent(
                                        one ->
                                                registered.put(
                                                        command.requireString("as"),
                                                        provided(one)));
                case "invoke", "assert_return" -> assertReturn(command);
                case "assert_trap" -> assertTrap(command);
                case "assert_invalid", "assert_malformed" -> assertRefused(command);
                case "assert_unlinkable" -> assertUnlinkable(command);
                default -> verdict(command, Verdict.LEFT_OUT, "command " + kind);
            }
        } catch (UnsupportedFeatureException e) {
            verdict(command, Verdict.LEFT_OUT, String.valueOf(e));
        } catch (WasmException | IllegalArgumentException | IllegalStateException e) {
            verdict(command, Verdict.FAILED, String.valueOf(e));
        }
    }

    private void verdict(JsonObject command, Verdict verdict, String why) {
        outcomes.add(
                new Outcome(
                        name,
                        command.requireLong("line"),
                        command.requireString("kind"),
                        verdict,
                        why));
    }

    private void define(JsonObject command) throws IOException {
        var id = command.string("id").orElse("");
        definitions.put(id, Optional.empty());
        lastDefinition = Optional.empty();
        if (!command.bool("definition").orElse(false)) {
            instances.put(id, Optional.empty());
            last = Optional.empty();
        }
        if (command.string("path").isEmpty()) {
            verdict(command, Verdict.LEFT_OUT, "not encoded by the assembler");
            return;
        }
        lastDefinition = Optional.of(checked(command));
        definitions.put(id, lastDefinition);
        if (!command.bool("definition").orElse(false)) {
            if (needsHost(lastDefinition.get())) {
                verdict(command, Verdict.CHECKED, "imports the suite's own host");
                return;
            }
            remember(command, lastDefinition.map(this::instantiated));
        }
        verdict(command, Verdict.PASSED, "");
    }

    private void remember(JsonObject command, Optional<Instance> made) {
        last = made;
        instances.put(command.string("id").orElse(""), made);
    }

    private boolean needsHost(CheckedComponent component) {
        return !registered.keySet().containsAll(component.type().imports().keySet());
    }

    private CheckedComponent checked(JsonObject command) throws IOException {
        var bytes = Files.readAllBytes(file.resolveSibling(command.requireString("path")));
        var component = ComponentChecker.check(ComponentDecoder.decode(bytes));
        if (compiled) {
            component.modules().forEach(module -> module.compile(Compiler.withoutCache()));
        }
        return component;
    }

    private Instance instantiated(CheckedComponent component) {
        var store = new StoreState(WasmLimits.defaults(), component.memories());
        try {
            return new Instance(
                    component,
                    store,
                    BoundedCall.run(
                            WasmLimits.defaults(),
                            () -> Linker.link(component, registered, store)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Provided provided(Instance instance) {
        return new Provided(
                InstanceType.of(instance.component().type().exports(), Set.of()),
                instance.exports());
    }

    private Optional<Instance> instance(JsonObject command) {
        return command.string("id")
                .map(id -> instances.getOrDefault(id, Optional.empty()))
                .orElse(last);
    }

    private void assertReturn(JsonObject command) throws InterruptedException {
        var instance = instance(command);
        if (instance.isEmpty()) {
            verdict(command, Verdict.LEFT_OUT, "its component is left out");
            return;
        }
        var type = type(instance.get(), command);
        var results = invoke(instance.get(), command);
        if (command.array("results").isEmpty()) {
            return;
        }
        var written = command.requireArray("results").values();
        boolean same = written.size() == results.size();
        for (int i = 0; same && i < results.size(); i++) {
            var expected = WastValues.value(written.get(i), type.resultTypes().get(i));
            same = WastValues.same(expected, results.get(i));
        }
        verdict(
                command,
                same ? Verdict.PASSED : Verdict.FAILED,
                same
                        ? ""
                        : "returned "
                                + results
                                + ", expected "
                                + Json.text(command.requireArray("results")));
    }

    private static FuncType type(Instance instance, JsonObject command) {
        var name = command.requireString("func");
        return (FuncType)
                Optional.ofNullable(instance.component().type().exports().get(name))
                        .orElseThrow(() -> new IllegalArgumentException("no export " + name));
    }

    private static List<Val> invoke(Instance instance, JsonObject command)
            throws InterruptedException {
        var type = type(instance, command);
        var arguments = new ArrayList<Val>();
        List<JsonValue> written = command.requireArray("arguments").values();
        for (int i = 0; i < written.size(); i++) {
            arguments.add(WastValues.value(written.get(i), type.parameterTypes().get(i)));
        }
        var func =
                ((Item.Func)
                                Optional.ofNullable(
                                                instance.exports()
                                                        .exports()
                                                        .get(command.requireString("func")))
                                        .orElseThrow())
                        .func();
        instance.store().nextCall();
        return BoundedCall.run(
                WasmLimits.defaults(),
                () -> {
                    var results = new ArrayList<Val>();
                    func.call(Optional.empty(), () -> arguments, results::addAll);
                    return results;
                });
    }

    private void assertTrap(JsonObject command) throws IOException, InterruptedException {
        try {
            if (command.string("func").isPresent()) {
                var instance = instance(command);
                if (instance.isEmpty()) {
                    verdict(command, Verdict.LEFT_OUT, "its component is left out");
                    return;
                }
                invoke(instance.get(), command);
            } else {
                var component =
                        command.string("path").isPresent()
                                ? checked(command)
                                : definitions
                                        .getOrDefault(command.requireString("of"), Optional.empty())
                                        .orElseThrow(
                                                () -> new IllegalArgumentException("left out"));
                if (needsHost(component)) {
                    verdict(command, Verdict.LEFT_OUT, "imports the suite's own host");
                    return;
                }
                instantiated(component);
            }
            verdict(command, Verdict.FAILED, "did not trap");
        } catch (TrapException e) {
            verdict(command, Verdict.PASSED, "");
        }
    }

    private void assertRefused(JsonObject command) throws IOException {
        if (command.string("path").isEmpty()) {
            verdict(command, Verdict.LEFT_OUT, "not encoded by the assembler");
            return;
        }
        try {
            checked(command);
            var expected = command.string("message").orElse("");
            boolean restriction = RESTRICTIONS.stream().anyMatch(expected::contains);
            verdict(
                    command,
                    restriction ? Verdict.LEFT_OUT : Verdict.FAILED,
                    "accepted; expected: " + expected);
        } catch (MalformedComponentException
                | InvalidComponentException
                | LimitExceededException e) {
            verdict(command, Verdict.PASSED, "");
        }
    }

    private void assertUnlinkable(JsonObject command) throws IOException {
        try {
            instantiated(checked(command));
            verdict(command, Verdict.FAILED, "linked");
        } catch (LinkException e) {
            verdict(command, Verdict.PASSED, "");
        }
    }
}
