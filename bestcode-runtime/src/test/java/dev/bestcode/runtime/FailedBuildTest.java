package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServers;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A system that could not be assembled leaves nothing open.
class FailedBuildTest {
    @TempDir private Path folder;
    private final AtomicInteger closed = new AtomicInteger();

    private BestCodeBuilder system() throws IOException {
        var workspace = folder.resolve("work");
        Files.createDirectories(workspace);
        return BestCode.builder()
                .organism(
                        Organism.named("o")
                                .listener(
                                        ListenerSpec.server(
                                                "box",
                                                "A server.",
                                                McpSpec.ofCommand(List.of("true"))))
                                .profile(
                                        new ProfileSpec(
                                                "coding",
                                                List.of("coder", "command-exec", "box"),
                                                Map.of("command-exec", Permission.AUTO),
                                                List.of("bash")))
                                .build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .servers(new Servers())
                .llm(
                        (_, _) -> {
                            throw new LlmException.Permanent("nobody is asked");
                        });
    }

    private final class Servers implements ToolServers {
        @Override
        public List<Offer> offers(ListenerSpec server, ToolServerPlace place) {
            return List.of();
        }

        @Override
        public void endRun(RunId run) {}

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void serversAreClosedWhereTheWiringIsWrong() throws IOException {
        assertThatThrownBy(() -> system().build()).isInstanceOf(WiringException.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void serversAreClosedWhereTheKernelIsHeld() throws IOException {
        var kernel = folder.resolve("k0");
        try (var _ = WalKernel.open(FileStorage.at(kernel), KernelOptions.defaults())) {
            assertThatThrownBy(() -> system().stateAt(kernel).build())
                    .isInstanceOf(KernelLockedException.class);
        }
        assertThat(closed).hasValue(1);
        system().stateAt(kernel).build().close();
    }

    @Test
    void aWindowInWhichNothingHasRoomIsAProblemAmongTheOthers() throws IOException {
        assertThatThrownBy(() -> system().contextWindow(100).build())
                .isInstanceOfSatisfying(
                        WiringException.class,
                        e ->
                                assertThat(e.problems())
                                        .anyMatch(it -> it.contains("window 100"))
                                        .anyMatch(it -> it.contains("no storage")));
        assertThat(folder.resolve("k0")).doesNotExist();
    }

    @Test
    void aDamagedKernelStopsTheBuildWithWhatToDo() throws Exception {
        var kernel = folder.resolve("k0");
        try (var os = system().stateIn(folder).build()) {
            os.submit(Task.of("coding", "say it")).await();
        }
        var log = kernel.resolve("log/1.log");
        var bytes = Files.readAllBytes(log);
        bytes[140] ^= 1;
        Files.write(log, bytes);

        assertThatThrownBy(() -> system().stateIn(folder).build())
                .isInstanceOf(KernelDamagedException.class)
                .hasMessageContaining("bestcode kernel repair --data-dir %s --to".formatted(kernel))
                .hasMessageContaining("moved away");
    }
}
