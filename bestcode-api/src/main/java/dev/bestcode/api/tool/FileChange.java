package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What a call would make of one file. Kept with the call before it starts, so that after a kill
/// the disk tells whether it was made.
/// @param path absolute
/// @param before SHA-256 of the content now; empty when there is no such file
/// @param after SHA-256 of the content that the call leaves; empty when it removes the file
public record FileChange(String path, Optional<Sha256> before, Optional<Sha256> after) {
    public JsonObject toJson() {
        var json = JsonObject.builder().put("path", path);
        before.ifPresent(hash -> json.put("before", hash.hex()));
        after.ifPresent(hash -> json.put("after", hash.hex()));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a change's JSON
    public static FileChange from(JsonObject json) {
        return new FileChange(
                json.requireString("path"),
                json.string("before").map(Sha256::new),
                json.string("after").map(Sha256::new));
    }
}
