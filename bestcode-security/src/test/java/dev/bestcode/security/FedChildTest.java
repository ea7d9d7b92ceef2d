package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Exit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Children that somebody writes to.
class FedChildTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void fedChildReadsWhatIsWrittenAndEndsWithItsInput() throws Exception {
        try (var walled = Walled.needing(Set.of());
                var child = walled.sandbox.start(cat(walled.workspace, true), _ -> {})) {
            try (var input = child.input()) {
                input.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(child.output().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("one\ntwo\n");
            assertThat(child.await(LIMIT)).isEqualTo(new Exit.Exited(0));
        }
    }

    @Test
    void childThatNobodyFeedsIsAtItsEndAtOnce() throws Exception {
        try (var walled = Walled.needing(Set.of());
                var child = walled.sandbox.start(cat(walled.workspace, false), _ -> {})) {
            child.input().write("dropped".getBytes(StandardCharsets.UTF_8));
            assertThat(child.output().readAllBytes()).isEmpty();
            assertThat(child.await(LIMIT)).isEqualTo(new Exit.Exited(0));
        }
    }

    @Test
    void writeToChildThatWasKilledFails() throws Exception {
        try (var walled = Walled.needing(Set.of());
                var child = walled.sandbox.start(cat(walled.workspace, true), _ -> {})) {
            child.kill();
            child.await(LIMIT);
            assertThatThrownBy(() -> child.input().write(new byte[1 << 20]))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Sandbox.Request cat(Path directory, boolean fed) {
        return new Sandbox.Request(
                Path.of("/bin/cat"),
                List.of("cat"),
                directory,
                Map.of(),
                "coding",
                CommandGrants.NONE,
                Sandbox.Limits.DEFAULT,
                true,
                fed);
    }
}
