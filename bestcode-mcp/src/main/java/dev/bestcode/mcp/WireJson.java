package dev.bestcode.mcp;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// Reads and writes the SDK's records, with the limits of the wire. The SDK's own mapper has none,
/// and brings a validator of schemas besides.
final class WireJson implements McpJsonMapper {
    private static final int DEPTH_MAX = 128;
    private static final int NUMBER_CHARS_MAX = 64;

    private final JsonMapper mapper =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                                    .maxStringLength(Bounds.MESSAGE_BYTES_MAX)
                                                    .maxDocumentLength(Bounds.MESSAGE_BYTES_MAX)
                                                    .build())
                                    .build())
                    .addMixIn(McpSchema.ElicitFormRequest.class, WithoutMode.class)
                    .build();

    /// The SDK writes the mode of a form twice, as a member and as the mark of the form's type, and
    /// the mapper refuses that.
    abstract static class WithoutMode {
        @JsonIgnore
        abstract String mode();
    }

    /// @throws McpFailure when it is no message of the protocol
    static JSONRPCMessage message(String server, McpJsonMapper mapper, String text)
            throws McpFailure {
        try {
            return McpSchema.deserializeJsonRpcMessage(mapper, text);
        } catch (IOException | RuntimeException e) { // the SDK throws both on what is no message
            throw new McpFailure(
                    server,
                    Kind.MALFORMED,
                    SafeText.line(text, 200) + " is no message of the protocol",
                    e);
        }
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return read(() -> mapper.readValue(content, type));
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return read(() -> mapper.readValue(content, type));
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return read(() -> mapper.readValue(content, java(type)));
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return read(() -> mapper.readValue(content, java(type)));
    }

    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        return mapper.convertValue(value, type);
    }

    @Override
    public <T> T convertValue(Object value, TypeRef<T> type) {
        return mapper.convertValue(value, java(type));
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return read(() -> mapper.writeValueAsString(value));
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return read(() -> mapper.writeValueAsBytes(value));
    }

    private JavaType java(TypeRef<?> type) {
        return mapper.getTypeFactory().constructType(type.getType());
    }

    private interface Use<T> {
        T made();
    }

    private static <T> T read(Use<T> use) throws IOException {
        try {
            return use.made();
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }
}
