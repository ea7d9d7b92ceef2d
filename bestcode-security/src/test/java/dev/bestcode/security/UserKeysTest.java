package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class UserKeysTest {
    @TempDir Path home;
    private UserKeys keys = UserKeys.of(Map.of());

    @BeforeEach
    void chooseHome() {
        keys = UserKeys.of(Map.of("HOME", home.toString()));
    }

    @Test
    void keyIsKeptForItsUserAloneAndTheEnvironmentWinsOverIt() throws IOException {
        keys.put("A_KEY", "one");
        keys.put("B_KEY", "two");
        keys.put("A_KEY", "three");
        assertThat(Files.getPosixFilePermissions(keys.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(keys.read())
                .containsExactly(Map.entry("B_KEY", "two"), Map.entry("A_KEY", "three"));
        assertThat(
                        keys.completing(
                                Map.of("A_KEY", "four", "B_KEY", " ", "HOME", "x"),
                                home.resolve("work")))
                .containsOnly(
                        Map.entry("A_KEY", "four"),
                        Map.entry("B_KEY", "two"),
                        Map.entry("HOME", "x"));
        assertThat(keys.remove("A_KEY")).isTrue();
        assertThat(keys.remove("A_KEY")).isFalse();
        assertThat(keys.read()).containsOnlyKeys("B_KEY");
    }

    @Test
    void fileThatOthersMayReadIsRefusedAndNotWrittenTo() throws IOException {
        keys.put("A_KEY", "secret");
        Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> keys.read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> keys.put("B_KEY", "two")).isInstanceOf(IOException.class);
        assertThat(keys.path()).hasContent("A_KEY=secret");
    }

    @Test
    void keysThatToolsOfTheWorkspaceCouldReadAreNotUsed() throws IOException {
        assertThat(keys.completing(Map.of("A", "b"), home)).containsOnlyKeys("A");
        keys.put("A_KEY", "secret");
        assertThatThrownBy(() -> keys.completing(Map.of(), home))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lies in the workspace")
                .hasMessageNotContaining("secret");
    }

    @Test
    void lineThatIsNoKeyIsAnErrorWithItsNumberAndWithoutItsText() throws IOException {
        keys.put("A_KEY", "one");
        Files.writeString(keys.path(), "A_KEY=one\nsecret\n");
        assertThatThrownBy(() -> keys.read())
                .hasMessageContaining("line 2 is not NAME=value")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> keys.put("B_KEY", "two words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("words");
    }
}
