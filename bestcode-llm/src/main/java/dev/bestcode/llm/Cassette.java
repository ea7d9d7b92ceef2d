package dev.bestcode.llm;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Answers of a model, to be played in place of it.
/// @param origin whether a model gave them or a person wrote them
/// @param volatileParts regular expressions of what differs from run to run in requests, and does
///     not count when they are matched
public record Cassette(Origin origin, List<String> volatileParts, List<Entry> entries) {
    /// Where the answers come from.
    public enum Origin {
        /// A person wrote them; they are matched by position.
        SCRIPTED,
        /// A model gave them; each is matched by the request that it answered.
        RECORDED
    }

    public Cassette {
        volatileParts = List.copyOf(volatileParts);
        entries = List.copyOf(entries);
        CanonicalRequest.compile(volatileParts);
        boolean hashed = origin == Origin.RECORDED;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).requestHash().isPresent() != hashed) {
                throw new IllegalArgumentException(
                        hashed
                                ? "entries[%d].request_sha256 is missing; a recorded entry has one"
                                        .formatted(i)
                                : "entries[%d].request_sha256 is there; a scripted entry has none"
                                        .formatted(i));
            }
        }
    }

    /// @param requestHash SHA-256 of the canonical request that it answered
    public record Entry(Optional<Sha256> requestHash, Reply reply) {}

    /// What the model said.
    /// @param stop in the words of [dev.bestcode.api.llm.LlmReply#stop()]
    public record Reply(String model, List<ContentBlock> content, String stop, Usage usage) {
        public Reply {
            content = List.copyOf(content);
        }
    }

    /// Read a cassette: `{"version":1,"origin":"scripted"|"recorded","volatile":["…"],"entries":[
    /// {"request_sha256":"…","reply":{"content":[…],"stop_reason":"…","usage":{"input_tokens":0,
    /// "output_tokens":0},"model":"…"}}]}`; `volatile` may be absent.
    /// @throws IllegalArgumentException naming the place, when anything in it is missing or unknown
    public static Cassette parse(byte[] utf8) {
        return CassetteReader.read(utf8);
    }

    /// Read a cassette from a file.
    /// @throws IllegalArgumentException as [#parse], or when it is larger than any recording
    /// @throws IOException when it cannot be read
    public static Cassette read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(CassetteFile.BYTES_MAX + 1);
            if (bytes.length > CassetteFile.BYTES_MAX) {
                throw new IllegalArgumentException(
                        "%s is larger than %,d bytes, which no recording is"
                                .formatted(file, CassetteFile.BYTES_MAX));
            }
            return parse(bytes);
        }
    }
}
