package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The Control Room as a process on a pseudo-terminal. After each end the terminal is as before.
class ControlRoomTest {
    @TempDir private Path folder;

    @BeforeEach
    void aTerminalCanBeMade() {
        assumeTrue(Pty.exists(), "there is no /usr/bin/script to make a pseudo-terminal with");
    }

    @Test
    void aTaskWithAnApprovalAResizeAndQuit() throws Exception {
        try (var pty = start()) {
            pty.await(screen -> screen.contains("Say what is to be done"));
            pty.type("tidy up\r");
            pty.await(screen -> screen.contains("[y] once"));
            pty.type("y");
            var screen = pty.await(text -> text.contains("── done"));
            assertThat(screen).contains("▶ you", "tidy up", "Allowed \uFFFD[2J.");
            pty.resize(50, 12);
            pty.await(text -> text.lines().count() == 12 && text.contains("── done"));
            pty.resize(80, 24);
            pty.await(text -> text.lines().count() == 24 && text.contains("── done"));
            pty.type("\u0004");
            assertRestoredAtOnce(pty, "left");
            assertThat(pty.file("status")).isEqualTo("0");
        }
    }

    @Test
    void interruptStopsTheRunAndTwiceAtRestLeaves() throws Exception {
        try (var pty = start()) {
            pty.await(screen -> screen.contains("Say what is to be done"));
            pty.type("work\r");
            pty.await(screen -> screen.contains("[y] once"));
            pty.type("\u0003");
            pty.await(screen -> screen.contains("Stopped."));
            pty.type("\u0003");
            pty.await(screen -> screen.contains("Ctrl-C again leaves"));
            pty.type("\u0003");
            assertRestoredAtOnce(pty, "left");
        }
    }

    @Test
    void aProcessThatDiesAtOnceLeavesTheTerminalAsItWas() throws Exception {
        try (var pty = start()) {
            pty.await(screen -> screen.contains("Say what is to be done"));
            pty.type("crash\r");
            assertRestored(pty, "");
            assertThat(pty.file("status")).isEqualTo("3");
        }
    }

    @Test
    void aProcessThatIsEndedLeavesTheTerminalAsItWas() throws Exception {
        try (var pty = start()) {
            pty.await(screen -> screen.contains("Say what is to be done"));
            ProcessHandle.of(Long.parseLong(pty.file("pid"))).orElseThrow().destroy();
            assertRestored(pty, "");
        }
    }

    private static void assertRestored(Pty pty, String last) throws Exception {
        var end = pty.end();
        assertThat(end)
                .contains("\u001b[?1049l", "\u001b[?25h", "\u001b[?1000l", "\u001b[?2004l")
                .contains(last);
        assertThat(pty.file("after")).isEqualTo(pty.file("before"));
    }

    /// What dies in no order of its own is put in order by the guard, a moment later.
    private static void assertRestoredAtOnce(Pty pty, String last) throws Exception {
        assertRestored(pty, last);
        assertThat(pty.file("waited")).isEqualTo("0");
    }

    private Pty start() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command =
                "sh -c 'echo $$ > pid; exec \"%s\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp \"%s\" %s'"
                        .formatted(
                                java,
                                System.getProperty("java.class.path"),
                                RoomProgram.class.getName());
        return Pty.start(folder, command, 80, 24);
    }
}
