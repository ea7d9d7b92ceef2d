package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;

import java.nio.file.Path;

/// Who holds a kernel directory and answers on its socket; the first line of every connection.
/// @param pid of its process
/// @param kernel the directory's name, such as `k0`
/// @param started when its process did, as ISO 8601, or `unknown`
public record OwnerInfo(long pid, String kernel, String started) {
    /// The version of the protocol.
    static final int PROTOCOL = 1;

    static OwnerInfo ofThisProcess(Path kernelDirectory) {
        var process = ProcessHandle.current();
        var started = process.info().startInstant().map(Object::toString).orElse("unknown");
        return new OwnerInfo(process.pid(), String.valueOf(kernelDirectory.getFileName()), started);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("bestcode", PROTOCOL)
                .put("pid", pid)
                .put("kernel", kernel)
                .put("started", started)
                .build();
    }

    /// @throws IllegalArgumentException when it is not a greeting, or one of another protocol
    static OwnerInfo from(JsonObject json) {
        long protocol = json.requireLong("bestcode");
        if (protocol != PROTOCOL) {
            throw new IllegalArgumentException(
                    "the owner speaks protocol %d, and this is %d; use the same BestCode for both"
                            .formatted(protocol, PROTOCOL));
        }
        return new OwnerInfo(
                json.requireLong("pid"),
                json.requireString("kernel"),
                json.requireString("started"));
    }
}
