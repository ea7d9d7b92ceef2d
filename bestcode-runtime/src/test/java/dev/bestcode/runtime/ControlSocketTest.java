package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where a socket lies, whose it is, and who takes it away.
class ControlSocketTest {
    @TempDir private Path folder;

    @Test
    void directoryAndSocketAreTheirOwnersAlone() throws Exception {
        try (var model = ScriptedModel.start();
                var os = Owner.of(model, folder)) {
            assertThat(os.controlProblem()).isEmpty();
            assertThat(mode(folder.resolve("k0"))).isEqualTo("rwx------");
            assertThat(mode(folder.resolve("k0/control.sock"))).isEqualTo("rw-------");
        }
        assertThat(folder.resolve("k0")).isDirectoryNotContaining("glob:**/control*");
    }

    @Test
    void aPathOf100BytesIsInsideAndALongerOneElsewhere() throws Exception {
        var fits = directoryFor(ControlSocket.PATH_BYTES_MAX);
        var tooLong = directoryFor(ControlSocket.PATH_BYTES_MAX + 1);

        try (var _ = ControlSocket.open(fits, Map.of());
                var _ = ControlSocket.open(tooLong, Map.of())) {
            assertThat(ControlSocket.find(fits)).contains(fits.resolve("control.sock"));
            var elsewhere = ControlSocket.find(tooLong).orElseThrow();
            assertThat(elsewhere.getFileName().toString()).matches("bestcode-[0-9a-f]{16}\\.sock");
            assertThat(mode(elsewhere)).isEqualTo("rw-------");
            assertThat(mode(elsewhere.resolveSibling(""))).isEqualTo("rwx------");
            assertThat(tooLong.resolve("control")).hasContent(elsewhere.toString());
            assertThat(tooLong.resolve("control.sock")).doesNotExist();
        }
    }

    @Test
    void whatLiesElsewhereIsGoneAfterTheClose() throws Exception {
        var directory = directoryFor(ControlSocket.PATH_BYTES_MAX + 20);
        var socket = ControlSocket.open(directory, Map.of());
        var elsewhere = ControlSocket.find(directory).orElseThrow();

        socket.close();

        assertThat(elsewhere.resolveSibling("")).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theSessionsFolderIsUsedAndStays() throws Exception {
        var directory = directoryFor(ControlSocket.PATH_BYTES_MAX + 20);
        var session = Files.createDirectory(folder.resolve("s"));
        Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rwx------"));
        var environment = Map.of("XDG_RUNTIME_DIR", session.toString());

        try (var _ = ControlSocket.open(directory, environment)) {
            assertThat(ControlSocket.find(directory).orElseThrow()).hasParent(session);
        }
        assertThat(session).isEmptyDirectory();
    }

    @Test
    void aSessionsFolderThatOthersCanEnterIsNotUsed() throws Exception {
        var directory = directoryFor(ControlSocket.PATH_BYTES_MAX + 20);
        var session = Files.createDirectory(folder.resolve("s"));
        Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rwxrwxrwx"));
        var environment = Map.of("XDG_RUNTIME_DIR", session.toString());

        try (var _ = ControlSocket.open(directory, environment)) {
            assertThat(session).isEmptyDirectory();
        }
    }

    @Test
    void aDeadOwnersSocketIsRecognisedAndTheNextOwnerReplacesIt() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start()) {
            try (var os = Owner.of(model, folder)) {
                os.submit(Task.of("coding", "x")).await();
            }
            leaveSocket(folder.resolve("k0/control.sock"));
            assertThat(owner()).isEqualTo(new KernelDirectory.Dead());
            assertThat(KernelDirectories.runs(KernelDirectories.list(folder).getFirst()))
                    .extracting(RunSummary::state)
                    .containsExactly(RunState.DONE);

            try (var os = Owner.of(model, folder)) {
                assertThat(os.controlProblem()).isEmpty();
                assertThat(owner()).isInstanceOf(KernelDirectory.Live.class);
            }
            assertThat(owner()).isEqualTo(new KernelDirectory.Free());
        }
    }

    @Test
    void aDeadOwnersSocketElsewhereIsReplacedToo() throws Exception {
        var directory = directoryFor(ControlSocket.PATH_BYTES_MAX + 20);
        var first = ControlSocket.open(directory, Map.of());
        var left = ControlSocket.find(directory).orElseThrow();
        first.channel().close();

        try (var _ = ControlSocket.open(directory, Map.of())) {
            assertThat(left.resolveSibling("")).doesNotExist();
            assertThat(ControlSocket.find(directory).orElseThrow()).exists().isNotEqualTo(left);
        }
    }

    @Test
    void aPlaceThatIsNotOfThisDirectoryIsNeitherAskedNorRemoved() throws Exception {
        var directory = Files.createDirectory(folder.resolve("k0"));
        var other = Files.writeString(folder.resolve("other.sock"), "precious");
        Files.writeString(directory.resolve("control"), other + "\n");

        assertThat(ControlSocket.find(directory)).isEmpty();
        ControlSocket.open(directory, Map.of()).close();

        assertThat(other).hasContent("precious");
    }

    @Test
    void withoutAPlaceForASocketTheSystemWorksAndSaysSo() throws Exception {
        Files.createDirectories(folder.resolve("k0/control.sock/in-the-way"));
        try (var model = ScriptedModel.start(answer("done"));
                var os = Owner.of(model, folder)) {
            assertThat(os.controlProblem().orElseThrow()).contains("no control socket");
            assertThat(os.submit(Task.of("coding", "x")).await().text()).isEqualTo("done");
        }
    }

    private KernelDirectory.Owner owner() {
        return KernelDirectories.list(folder).getFirst().owner();
    }

    /// What a killed process leaves: a socket that nobody listens on.
    private static void leaveSocket(Path socket) throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
        }
    }

    /// A directory whose socket's path has so many bytes.
    private Path directoryFor(int bytes) throws IOException {
        var real = folder.toRealPath();
        int missing = bytes - real.resolve("control.sock").toString().length() - 1;
        return Files.createDirectories(real.resolve("d".repeat(missing)));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
