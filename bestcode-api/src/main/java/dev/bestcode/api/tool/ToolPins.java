package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What servers said of their tools when a person last looked. Safe from any worker.
public interface ToolPins {
    /// What is kept of a server.
    /// @param server tells it from any other, by name and address
    Optional<JsonObject> pinned(String server);

    /// Keep something in place of what was kept.
    /// @return why it could not be; what was kept stays
    Optional<String> pin(String server, JsonObject said);

    /// Forgotten with the process.
    static ToolPins inMemory() {
        var kept = new ConcurrentHashMap<String, JsonObject>();
        return new ToolPins() {
            @Override
            public Optional<JsonObject> pinned(String server) {
                return Optional.ofNullable(kept.get(server));
            }

            @Override
            public Optional<String> pin(String server, JsonObject said) {
                kept.put(server, said);
                return Optional.empty();
            }
        };
    }
}
