package dev.bestcode.cli;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.llm.Cassette;
import dev.bestcode.llm.RecordingClient;
import dev.bestcode.llm.ReplayClient;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options that say which model answers, and whether it is recorded or played.
final class ModelOptions extends ProviderOptions {
    @Mixin EffortOption effort = new EffortOption();

    @Mixin ModelLimits limits = new ModelLimits();

    @ArgGroup private @Nullable Tape tape;

    static final class Tape {
        @ArgGroup(exclusive = false)
        private @Nullable Recording recording;

        @Option(
                names = "--replay",
                paramLabel = "FILE",
                description = "Play such a file in place of a model; needs no key.")
        private @Nullable Path replay;
    }

    static final class Recording {
        @Option(
                names = "--record",
                required = true,
                paramLabel = "FILE",
                description = "Record its answers; --volatile=REGEX: what varies.")
        private Path file = Path.of("");

        @Option(
                names = "--volatile",
                hidden = true, // its line of help is that of --record
                paramLabel = "REGEX",
                description =
                        "Text in requests that differs from run to run, such as a time; may be repeated.")
        private List<String> volatileParts = new ArrayList<>();

        LlmClient of(LlmClient client, String root) {
            return RecordingClient.into(file, client, root, volatileParts);
        }
    }

    /// Whether it is recorded or played.
    boolean taped() {
        return tape != null;
    }

    /// @param workspaceRoot as it stands in requests
    /// @param models that were chosen
    /// @throws dev.bestcode.llm.MissingKeyException when no provider is named
    LlmClient client(Map<String, String> environment, Path workspaceRoot, Collection<String> models)
            throws IOException {
        var root = workspaceRoot.toString();
        var replay = Optional.ofNullable(tape).flatMap(t -> Optional.ofNullable(t.replay));
        if (replay.isPresent()) {
            return ReplayClient.of(Cassette.read(replay.get()), root);
        }
        var router = providers(environment, models);
        return Optional.ofNullable(tape)
                .flatMap(t -> Optional.ofNullable(t.recording))
                .map(recording -> recording.of(router, root))
                .orElse(router);
    }
}
