package dev.bestcode.organism;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.HookSpec.Moment;
import dev.bestcode.api.organism.ListenerSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the `hooks` of an organism.
final class HookReader {
    private final Scope scope;

    HookReader(Scope scope) {
        this.scope = scope;
    }

    List<HookSpec> read(Fields file) {
        var hooks = new ArrayList<HookSpec>();
        for (var block : file.blocks("hooks")) {
            if (hooks.size() == HookSpec.HOOKS_MAX) {
                scope.report(
                        block.at(),
                        "hook is one too many; %d are allowed".formatted(HookSpec.HOOKS_MAX));
                break;
            }
            hook(block).ifPresent(hooks::add);
        }
        return List.copyOf(hooks);
    }

    /// Empty when something in it was reported.
    private Optional<HookSpec> hook(Fields block) {
        var moment =
                block.text("at")
                        .flatMap(
                                word ->
                                        Arrays.stream(Moment.values())
                                                .filter(it -> Words.word(it).equals(word))
                                                .findFirst());
        var command = block.words("command");
        if (moment.isEmpty() || !block.has("command")) {
            return Optional.empty();
        }
        if (command.isEmpty() || !HookSpec.isProgram(command.getFirst())) {
            scope.report(
                    block.key("command").orElse(block.at()),
                    "command starts %s; allowed: %s"
                            .formatted(
                                    command.isEmpty()
                                            ? "nothing"
                                            : Shown.quoted(command.getFirst()),
                                    HookSpec.PROGRAM_WORDS));
            return Optional.empty();
        }
        if (block.has("tools") && !moment.get().ofTool) {
            scope.report(
                    block.key("tools").orElse(block.at()),
                    "key 'tools' needs a moment of a tool; this one is %s"
                            .formatted(Words.word(moment.get())));
            return Optional.empty();
        }
        scope.declared().last(() -> checkTools(block.texts("tools")));
        return Optional.of(
                new HookSpec(
                        moment.get(),
                        block.words("tools"),
                        command,
                        block.whole("seconds").orElse(HookSpec.SECONDS_DEFAULT)));
    }

    /// A name that no call has would be a guard who sleeps.
    private void checkTools(List<Value.Text> named) {
        var declared = scope.declared();
        var all = declared.listenerNames();
        var tools =
                all.stream()
                        .filter(
                                name ->
                                        declared.listener(name)
                                                .filter(HookReader::isTool)
                                                .isPresent())
                        .toList();
        scope.among(
                named.stream().filter(name -> !declared.isToolOf(name.text(), all)).toList(),
                tools,
                name ->
                        "hook is about %s, which is no tool whose calls it could see"
                                .formatted(name));
    }

    private static boolean isTool(ListenerSpec listener) {
        return switch (listener.handler()) {
            case HandlerNames.TOOL, HandlerNames.WASM, HandlerNames.MCP -> true;
            default -> false;
        };
    }
}
