package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class WorkspaceStateTest {
    @TempDir Path folder;
    private Path root = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectory(folder.resolve("workspace"));
    }

    @Test
    void stateThatToolsWouldReachIsRefusedAndNotMade() throws IOException {
        var tools = NativeTools.in(Workspace.at(root));
        refused(BestCode.builder().tools(tools).stateIn(root.resolve("state")));
        refused(BestCode.builder().tools(tools).stateAt(root.resolve("state/k0")));
        var link = Files.createSymbolicLink(folder.resolve("link"), root);
        refused(BestCode.builder().tools(tools).stateIn(link.resolve("state")));
        var other = Files.createDirectory(folder.resolve("other"));
        var both = NativeTools.in(Workspace.at(root).withReadOnlyRoot(other));
        refused(BestCode.builder().tools(both).stateIn(other.resolve("state")));
        assertThat(root.resolve("state")).doesNotExist();
        assertThat(other.resolve("state")).doesNotExist();
    }

    private static void refused(BestCodeBuilder builder) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(WiringException.class)
                .hasMessageContaining("lies in the workspace");
    }

    @Test
    void emptyHomeIsNoneAndNotTheCurrentDirectory() throws IOException {
        var home = Path.of(System.getProperty("user.home"));
        assertThat(WorkspaceState.directory(Map.of("HOME", ""), root)).startsWithRaw(home);
        assertThat(WorkspaceState.directory(Map.of("HOME", "relative"), root)).startsWithRaw(home);
    }
}
