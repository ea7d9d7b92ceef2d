package dev.bestcode.tools;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;
import dev.bestcode.testkit.NoRights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The tools over a folder of a test, called as the agent calls them.
final class ToolBench {
    /// Any program of the system's own folders.
    static final CommandPolicy ANY_SYSTEM_PROGRAM =
            (_, _, words, _) ->
                    List.of("/usr/bin", "/bin").stream()
                            .filter(_ -> !words.getFirst().contains("/"))
                            .map(folder -> Path.of(folder, words.getFirst()))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .<CommandPolicy.Decision>map(
                                    program -> CommandPolicy.Decision.Run.as(program, words))
                            .orElse(new CommandPolicy.Decision.Refuse("not allowed: " + words));

    final Path root;
    private final NativeTools tools;
    private final RunId run;

    ToolBench(Path root) {
        this(root, System.getenv());
    }

    ToolBench(Path root, Map<String, String> environment) {
        this(root, NativeTools.in(Workspace.at(root)).withEnvironment(environment));
    }

    ToolBench(Path root, NativeTools tools) {
        this(root, tools, "test");
    }

    private ToolBench(Path root, NativeTools tools, String run) {
        this.root = root;
        this.tools = tools;
        this.run = new RunId(run);
    }

    /// The same tools, called by another run.
    ToolBench of(String another) {
        return new ToolBench(root, tools, another);
    }

    List<ToolPeer> peers() {
        return tools.peers(ANY_SYSTEM_PROGRAM);
    }

    /// @param arguments JSON with `'` for `"`
    ToolOutcome call(String tool, String arguments) {
        return call(tool, Json.parseObject(arguments.replace('\'', '"')), _ -> {});
    }

    ToolOutcome call(String tool, JsonObject arguments, Consumer<Progress> progress) {
        var peer =
                peers().stream()
                        .filter(one -> one.descriptor().name().equals(tool))
                        .findFirst()
                        .orElseThrow();
        try {
            return peer.call(new ToolCall(arguments, run, "coding", new NoRights(), progress));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this call", e);
        }
    }

    ToolPreview preview(String tool, String arguments) {
        return peers().stream()
                .filter(one -> one.descriptor().name().equals(tool))
                .findFirst()
                .orElseThrow()
                .preview(
                        new ToolCall(
                                Json.parseObject(arguments.replace('\'', '"')),
                                run,
                                "coding",
                                new NoRights(),
                                _ -> {}));
    }

    ToolOutcome command(String command) {
        return call("command-exec", JsonObject.builder().put("command", command).build(), _ -> {});
    }

    ToolBench file(String path, String content) {
        try {
            var file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String content(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
