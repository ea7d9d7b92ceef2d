package dev.bestcode.organism;

import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.McpSpec.Command;
import dev.bestcode.api.organism.McpSpec.Http;
import dev.bestcode.api.organism.McpSpec.Limits;
import dev.bestcode.api.organism.McpSpec.Transport;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `mcp` of a listener.
final class McpReader {
    private final Scope scope;

    McpReader(Scope scope) {
        this.scope = scope;
    }

    /// @return empty when something in it was reported
    Optional<McpSpec> read(Fields mcp, Fields listener) {
        listener.text("name")
                .filter(name -> !McpSpec.isServerName(name))
                .ifPresent(
                        name ->
                                scope.report(
                                        listener.get("name").map(Value::at).orElse(listener.at()),
                                        "server %s has a name that its tools cannot begin with; allowed: up to 30 of a-z 0-9, words joined by single '-'"
                                                .formatted(Shown.quoted(name))));
        var tools =
                mcp.has("tools") ? Optional.of(mcp.words("tools")) : Optional.<List<String>>empty();
        var limits = mcp.fields("limits").map(McpReader::limits).orElse(Limits.DEFAULT);
        return transport(mcp)
                .map(transport -> new McpSpec(transport, tools, mcp.words("pure"), limits));
    }

    private Optional<Transport> transport(Fields mcp) {
        if (mcp.has("command") == mcp.has("url")) {
            scope.report(mcp.at(), "a server has either 'command' or 'url'");
            return Optional.empty();
        }
        misplaced(mcp, "env", "command");
        misplaced(mcp, "headers", "url");
        if (mcp.has("url")) {
            return mcp.text("url")
                    .map(
                            url ->
                                    new Http(
                                            URI.create(url),
                                            Variables.read(
                                                    scope, mcp.blocks("headers"), "header")));
        }
        var words = new ArrayList<String>();
        mcp.texts("command").forEach(word -> words.add(word.text()));
        if (words.isEmpty()) {
            scope.report(mcp.at(), "command is empty; say the program and its arguments");
            return Optional.empty();
        }
        if (words.getFirst().contains("/") && !words.getFirst().startsWith("/")) {
            scope.report(
                    mcp.at(),
                    "command starts %s, which is neither a plain name nor an absolute path"
                            .formatted(Shown.quoted(words.getFirst())));
            return Optional.empty();
        }
        return Optional.of(
                new Command(words, Variables.read(scope, mcp.blocks("env"), "variable")));
    }

    private void misplaced(Fields mcp, String key, String needs) {
        if (mcp.has(key) && !mcp.has(needs)) {
            scope.report(
                    mcp.key(key).orElse(mcp.at()), "key '%s' needs '%s'".formatted(key, needs));
        }
    }

    private static Limits limits(Fields block) {
        return new Limits(
                block.whole("start_seconds").orElse(Limits.DEFAULT.startSeconds()),
                block.whole("call_seconds").orElse(Limits.DEFAULT.callSeconds()),
                block.whole("result_kib").orElse(Limits.DEFAULT.resultKib()),
                block.whole("tools").orElse(Limits.DEFAULT.tools()));
    }
}
