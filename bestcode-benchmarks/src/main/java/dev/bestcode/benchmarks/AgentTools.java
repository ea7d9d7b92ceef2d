package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.tool;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.Step;

import java.nio.file.Path;

/// What a model calls for, in the words of one agent.
interface AgentTools {
    /// @param path of a file, below the workspace
    Step.ToolCall read(String path);

    /// @param line a command line
    Step.ToolCall shell(String line);

    AgentTools OURS = named("file-read", "path", "command-exec", "command");

    static AgentTools named(String read, String path, String shell, String command) {
        return new AgentTools() {
            @Override
            public Step.ToolCall read(String file) {
                return call(read, path, file);
            }

            @Override
            public Step.ToolCall shell(String line) {
                return call(shell, command, line);
            }
        };
    }

    /// For who reads by a command.
    static AgentTools shellOnly(String shell, String command) {
        return new AgentTools() {
            @Override
            public Step.ToolCall read(String file) {
                return shell("cat " + file);
            }

            @Override
            public Step.ToolCall shell(String line) {
                return call(shell, command, line);
            }
        };
    }

    /// For who wants whole paths.
    default AgentTools in(Path workspace) {
        return new AgentTools() {
            @Override
            public Step.ToolCall read(String file) {
                return AgentTools.this.read(workspace.resolve(file).toString());
            }

            @Override
            public Step.ToolCall shell(String line) {
                return AgentTools.this.shell(line);
            }
        };
    }

    private static Step.ToolCall call(String tool, String argument, String value) {
        return tool(tool, Json.text(JsonObject.builder().put(argument, value).build()));
    }
}
