package dev.bestcode.acp;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/// The blocks of a prompt as one task. What the editor embeds stands under the name of where it is
/// from; what it links to is named, and the agent reads it with its own tools, if it may.
final class PromptText {
    private final Path workspace;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder embedded = new StringBuilder();

    private PromptText(Path workspace) {
        this.workspace = workspace;
    }

    static String of(JsonArray prompt, Path workspace) throws RpcException {
        var made = new PromptText(workspace);
        for (var block : prompt.values()) {
            if (!(block instanceof JsonObject object)) {
                throw RpcException.invalid("a block of the prompt is no object");
            }
            made.add(object);
        }
        var whole = (made.text + "\n" + made.embedded).strip();
        if (whole.isEmpty()) {
            throw RpcException.invalid("the prompt is empty; say what is to be done");
        }
        if (whole.length() > Bounds.PROMPT_CHARS_MAX) {
            throw RpcException.invalid(
                    "the prompt has %,d characters; allowed %,d. Name a file in it instead"
                            .formatted(whole.length(), Bounds.PROMPT_CHARS_MAX));
        }
        return whole;
    }

    private void add(JsonObject block) throws RpcException {
        var type = block.string("type").orElse("");
        switch (type) {
            case "text" -> text.append(require(block, "text"));
            case "resource_link" -> text.append(name(require(block, "uri")));
            case "resource" -> embed(block.object("resource").orElse(JsonObject.EMPTY));
            default ->
                    throw RpcException.invalid(
                            "the prompt has a block of type '%s'; text, resource_link and resource are taken"
                                    .formatted(Titles.line(type)));
        }
    }

    private void embed(JsonObject resource) throws RpcException {
        var name = name(require(resource, "uri"));
        text.append(name);
        var content =
                resource.string("text")
                        .orElseThrow(
                                () ->
                                        RpcException.invalid(
                                                "the prompt embeds %s, which is no text; name it instead"
                                                        .formatted(name)));
        embedded.append("\n\n").append(name).append(":\n").append(Prose.fenced(content));
    }

    private static String require(JsonObject block, String member) throws RpcException {
        return block.string(member)
                .orElseThrow(
                        () ->
                                RpcException.invalid(
                                        "a block of the prompt has no text '%s'"
                                                .formatted(member)));
    }

    /// A file of the workspace as its tools name it, anything else as it came.
    private String name(String uri) {
        return file(uri)
                .filter(path -> path.startsWith(workspace) && !path.equals(workspace))
                .map(path -> workspace.relativize(path).toString())
                .orElse(uri);
    }

    private static Optional<Path> file(String uri) {
        try {
            var parsed = URI.create(uri);
            return "file".equals(parsed.getScheme())
                    ? Optional.of(Path.of(URI.create("file://" + parsed.getRawPath())).normalize())
                    : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
