package dev.bestcode.it;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of the protocol's own client, which comes without.
final class SdkJson implements McpJsonMapper {
    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public <T> T readValue(String content, Class<T> type) {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) {
        return mapper.readValue(content, java(type));
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) {
        return mapper.readValue(content, java(type));
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
    public String writeValueAsString(Object value) {
        return mapper.writeValueAsString(value);
    }

    @Override
    public byte[] writeValueAsBytes(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    private JavaType java(TypeRef<?> type) {
        return mapper.getTypeFactory().constructType(type.getType());
    }
}
