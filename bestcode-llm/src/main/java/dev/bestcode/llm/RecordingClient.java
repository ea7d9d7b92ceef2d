package dev.bestcode.llm;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Records what another client answers, in a file that a [ReplayClient] plays.
///
/// The file holds answers and hashes of requests, so no key and nothing of a request can be in it
/// but what a model repeats. It is a whole cassette after each answer, however the process ends.
public final class RecordingClient implements CompositeClient {
    private final CassetteFile file;
    private final CanonicalRequest canonical;
    private final LlmClient client;

    private RecordingClient(CassetteFile file, CanonicalRequest canonical, LlmClient client) {
        this.file = file;
        this.canonical = canonical;
        this.client = client;
    }

    /// Begin a recording. The file is made at once, readable by its owner alone.
    /// @param workspaceRoot as it stands in requests; empty text when it does not
    /// @param volatileParts regular expressions of what differs from run to run in requests
    /// @throws IllegalArgumentException when the file is there already, or a pattern is none
    /// @throws UncheckedIOException when it cannot be made
    public static RecordingClient into(
            Path file, LlmClient client, String workspaceRoot, List<String> volatileParts) {
        var canonical = new CanonicalRequest(workspaceRoot, volatileParts);
        var head =
                JsonObject.builder()
                        .put("version", CassetteReader.VERSION)
                        .put("origin", "recorded")
                        .put("volatile", JsonArray.ofStrings(volatileParts));
        return new RecordingClient(CassetteFile.create(file, head), canonical, client);
    }

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var reply = client.stream(request, onEvent);
        try {
            file.append(entry(canonical.hash(request), reply));
        } catch (IOException e) {
            throw new UncheckedIOException("the recording %s broke off".formatted(file), e);
        }
        return reply;
    }

    @Override
    public List<LlmClient> clients() {
        return List.of(client);
    }

    @Override
    public RecordingClient map(UnaryOperator<LlmClient> change) {
        return new RecordingClient(file, canonical, change.apply(client));
    }

    @Override
    public Optional<String> problem(String model) {
        return client instanceof CompositeClient composite
                ? composite.problem(model)
                : Optional.empty();
    }

    private static JsonObject entry(Sha256 hash, LlmReply reply) {
        var said =
                JsonObject.builder()
                        .put("model", reply.model())
                        .put("content", ContentBlock.toJson(reply.content()))
                        .put("stop_reason", reply.stop())
                        .put("usage", reply.usage().toJson());
        return JsonObject.builder()
                .put("request_sha256", hash.hex())
                .put("reply", said.build())
                .build();
    }
}
