package dev.bestcode.it;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Servers of the Model Context Protocol that are shell scripts of the workspace: real programs in
/// the real sandbox. Each lists what stands in a file, writes down each call it gets, and answers
/// it with what stands in another.
record ShellServer(Path workspace, String name) {
    private static final String SCRIPT =
            """
            while IFS= read -r line; do
              id=${line#*'"id":"'}; id="\\"${id%%\\"*}\\""
              case "$line" in
                *'"method":"initialize"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"shell","version":"1"}}}\\n' "$id";;
                *'"method":"tools/list"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[%s]}}\\n' "$id" "$(cat "$1.tools")";;
                *'"method":"tools/call"'*)
                  printf '%s\\n' "$line" >> "$1.calls"
                  if [ -e "$1.asks" ]; then
                    curl -s -o "$1.got" -w '%{http_code}' "$(cat "$1.asks")" > "$1.status" 2>/dev/null
                  fi
                  if [ -e "$1.dies" ]; then rm "$1.dies"; echo "out of order" >&2; exit 7; fi
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"%s"}]}}\\n' "$id" "$(cat "$1.answer")";;
              esac
            done
            """;

    static ShellServer in(Path workspace, String name) throws IOException {
        Files.writeString(workspace.resolve("server.sh"), SCRIPT);
        return new ShellServer(workspace, name).answering("done by " + name);
    }

    /// A tool that takes a text.
    static String tool(String name, String description) {
        return "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\",\"required\":[\"text\"],\"additionalProperties\":false,\"properties\":{\"text\":{\"type\":\"string\"}}}}"
                .formatted(name, description);
    }

    ShellServer listing(String... tools) throws IOException {
        Files.writeString(workspace.resolve(name + ".tools"), String.join(",", tools));
        return this;
    }

    ShellServer answering(String text) throws IOException {
        Files.writeString(workspace.resolve(name + ".answer"), text);
        return this;
    }

    /// With the next call.
    void dying() throws IOException {
        Files.writeString(workspace.resolve(name + ".dies"), "");
    }

    /// With each call it fetches this address first; [#status] tells what it was answered.
    ShellServer fetching(String url) throws IOException {
        Files.writeString(workspace.resolve(name + ".asks"), url);
        return this;
    }

    /// Of the newest fetch; `000` where there was no connection.
    String status() throws IOException {
        return Files.readString(workspace.resolve(name + ".status"));
    }

    /// With all the time that there can be: how fast a machine starts programs is not what is
    /// tested.
    ListenerSpec listener() {
        var most = McpSpec.Limits.SECONDS_MAX;
        return ListenerSpec.server(
                name,
                "A server",
                new McpSpec(
                        new McpSpec.Command(List.of("sh", "server.sh", name), Map.of()),
                        Optional.empty(),
                        List.of(),
                        new McpSpec.Limits(most, most, 50, 128)));
    }

    /// What it was called with.
    List<String> calls() throws IOException {
        var calls = workspace.resolve(name + ".calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }
}
