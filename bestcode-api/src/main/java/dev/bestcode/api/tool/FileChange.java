package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What a call would make of a file's content: after a crash, whoever looks at the file can tell by
/// its hash whether the call has had its effect.
/// @param path absolute, as [ToolPreview#paths] has it
/// @param before of the content as it is; empty when there is no such file
/// @param after of the content as it would be
public record FileChange(String path, Optional<Sha256> before, Sha256 after) {
    public JsonObject toJson() {
        var json = JsonObject.builder().put("path", path);
        before.ifPresent(hash -> json.put("before", hash.hex()));
        return json.put("after", after.hex()).build();
    }

    /// @throws IllegalArgumentException when it is not a change's JSON
    public static FileChange from(JsonObject json) {
        return new FileChange(
                json.requireString("path"),
                json.string("before").map(Sha256::new),
                new Sha256(json.requireString("after")));
    }
}
