package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonObject;

/// A copy of a kernel that was made and verified.
/// @param head of the copy's log
public record BackupReport(LogHead head, long files, long bytes) {
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("head", head.toString())
                .put("files", files)
                .put("bytes", bytes)
                .build();
    }
}
