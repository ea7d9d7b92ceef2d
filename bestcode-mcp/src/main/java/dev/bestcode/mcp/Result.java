package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns what a server answers to a call into what a model reads. It is data in every part: a name
/// of a tool in it is a word like any other.
final class Result {
    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");

    private final String server;
    private final int textCharsMax;
    private final McpJsonMapper mapper;
    private final List<ContentBlock> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /// @param textBytesMax of all texts together
    Result(String server, int textBytesMax, McpJsonMapper mapper) {
        this.server = server;
        this.textCharsMax = textBytesMax;
        this.mapper = mapper;
    }

    /// Something of ours, before what the server says.
    void note(String sentence) {
        say("[" + sentence + "]");
    }

    ToolOutcome of(McpSchema.CallToolResult answer, Definition tool, SchemaValidator validator)
            throws McpFailure {
        boolean failed = Boolean.TRUE.equals(answer.isError());
        List<McpSchema.Content> parts = answer.content() == null ? List.of() : answer.content();
        parts.stream().limit(Bounds.PARTS_MAX).forEach(this::add);
        if (answer.structuredContent() != null && !failed) {
            var structured = json(answer.structuredContent());
            check(structured, tool, validator);
            if (parts.isEmpty()) {
                say(Json.text(structured));
            }
        } else if (tool.output().isPresent() && !failed) {
            throw new McpFailure(
                    server,
                    Kind.SCHEMA,
                    "tool '%s' has a schema for its result and answered none"
                            .formatted(tool.name()));
        }
        return whole(failed, parts.size());
    }

    /// What a resource holds.
    ToolOutcome of(McpSchema.ReadResourceResult answer) {
        var parts = Optional.ofNullable(answer.contents()).orElse(List.of());
        parts.stream().limit(Bounds.PARTS_MAX).forEach(this::resource);
        return whole(false, parts.size());
    }

    /// What a prompt says. Where more than the person's side speaks, each part says who.
    ToolOutcome of(McpSchema.GetPromptResult answer) {
        var parts = Optional.ofNullable(answer.messages()).orElse(List.of());
        boolean onlyUser = parts.stream().allMatch(part -> part.role() == McpSchema.Role.USER);
        parts.stream()
                .limit(Bounds.PARTS_MAX)
                .forEach(
                        part -> {
                            if (!onlyUser) {
                                say(part.role() == McpSchema.Role.USER ? "[user]" : "[assistant]");
                            }
                            add(part.content());
                        });
        return whole(false, parts.size());
    }

    private ToolOutcome whole(boolean failed, int parts) {
        if (parts > Bounds.PARTS_MAX) {
            say("[%,d more parts left out]".formatted(parts - Bounds.PARTS_MAX));
        }
        var all = new ArrayList<ContentBlock>();
        if (!text.isEmpty() || blocks.isEmpty()) {
            all.add(new ContentBlock.Text(text.isEmpty() ? "done" : cut(text.toString())));
        }
        all.addAll(blocks);
        return new ToolOutcome(failed, all);
    }

    private JsonValue json(Object structured) throws McpFailure {
        try {
            return Json.parse(mapper.writeValueAsString(structured));
        } catch (IOException | RuntimeException e) { // of the mapper and of our own parser
            throw new McpFailure(server, Kind.MALFORMED, "its result is no JSON of ours", e);
        }
    }

    private void check(JsonValue structured, Definition tool, SchemaValidator validator)
            throws McpFailure {
        if (tool.output().isEmpty()) {
            return;
        }
        var members = new LinkedHashMap<>(tool.output().get().members());
        members.remove("$schema");
        var type = new PayloadType("Result", new JsonObject(members));
        var wrong = validator.validate(type, structured);
        if (!wrong.isEmpty()) {
            throw new McpFailure(
                    server,
                    Kind.SCHEMA,
                    "the result of tool '%s' is not what its schema says: %s"
                            .formatted(tool.name(), SafeText.line(wrong.getFirst(), 200)));
        }
    }

    private void add(McpSchema.Content part) {
        switch (part) {
            case McpSchema.TextContent said -> say(said.text());
            case McpSchema.ImageContent image -> media("image", image.mimeType(), image.data());
            case McpSchema.AudioContent audio ->
                    say(left("audio", audio.mimeType(), bytes(audio.data())));
            case McpSchema.EmbeddedResource resource -> resource(resource.resource());
            case McpSchema.ResourceLink link ->
                    say(
                            "[resource %s: %s]"
                                    .formatted(
                                            SafeText.line(String.valueOf(link.uri()), 500),
                                            SafeText.line(String.valueOf(link.name()), 200)));
            default -> say("[a part of kind '%s' left out]".formatted(part.type()));
        }
    }

    private void resource(McpSchema.ResourceContents resource) {
        var uri = SafeText.line(String.valueOf(resource.uri()), 500);
        switch (resource) {
            case McpSchema.TextResourceContents said ->
                    say("[resource %s]\n%s".formatted(uri, said.text()));
            case McpSchema.BlobResourceContents blob -> {
                say("[resource %s]".formatted(uri));
                media("file", String.valueOf(blob.mimeType()), blob.blob());
            }
            default -> say("[resource %s of a kind that is left out]".formatted(uri));
        }
    }

    private void media(String what, String type, String base64) {
        long bytes = bytes(base64);
        if (bytes > Bounds.MEDIA_BYTES_MAX || !isBase64(base64)) {
            say(left(what, type, bytes));
        } else if (IMAGES.contains(type)) {
            blocks.add(new ContentBlock.Image(type, base64));
        } else if (type.equals("application/pdf")) {
            blocks.add(new ContentBlock.Document(type, base64));
        } else {
            say(left(what, type, bytes));
        }
    }

    private static boolean isBase64(String text) {
        return text.length() % 4 == 0 && BASE64.matcher(text).matches();
    }

    private static String left(String what, String type, long bytes) {
        return "[%s of type %s, %,d bytes, not shown]"
                .formatted(what, SafeText.line(String.valueOf(type), 100), bytes);
    }

    private static long bytes(String base64) {
        return base64.length() * 3L / 4;
    }

    private void say(String words) {
        if (text.length() <= textCharsMax) { // what is beyond is cut anyway
            text.append(text.isEmpty() ? "" : "\n")
                    .append(SafeText.of(words, Bounds.MESSAGE_BYTES_MAX));
        }
    }

    /// Of a text beyond ASCII a character has more bytes than one; the bound is one of bytes.
    private String cut(String words) {
        int chars = words.length();
        while (chars > 0 && utf8(words, chars) > textCharsMax) {
            chars = (int) Math.min(chars - 1L, (long) chars * textCharsMax / utf8(words, chars));
        }
        return chars == words.length()
                ? words
                : chars == 0
                        ? "[left out: %,d characters]".formatted(words.length())
                        : SafeText.cut(words, chars);
    }

    private static long utf8(String words, int chars) {
        return words.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
    }
}
