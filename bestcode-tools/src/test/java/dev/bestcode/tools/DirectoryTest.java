package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFilePermissions;

/// The same of every kind of directory handle.
class DirectoryTest {
    @TempDir Path temp;
    private Path root;
    private Path outside;

    enum Kind {
        LINUX,
        HANDLE,
        PATH;

        @SuppressWarnings("StreamResourceLeak") // the answer owns the stream
        Directory open(Path root) throws IOException {
            return switch (this) {
                case LINUX -> {
                    var flags = LinuxDirectory.available();
                    assumeTrue(flags.isPresent(), "no Linux calls here");
                    yield LinuxDirectory.open(flags.get(), root);
                }
                case HANDLE -> {
                    var stream = Files.newDirectoryStream(root);
                    assumeTrue(
                            stream instanceof SecureDirectoryStream, "no directory handles here");
                    yield HandleDirectory.open(root, (SecureDirectoryStream<Path>) stream);
                }
                case PATH -> new PathDirectory(root, root);
            };
        }
    }

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath(LinkOption.NOFOLLOW_LINKS);
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "canary");
    }

    /// What a link put in place between the look and the use would meet.
    @ParameterizedTest
    @EnumSource
    void noLinkIsOpenedEvenWhenNobodyLookedBefore(Kind kind) throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("toFolder"), outside);
        Files.writeString(root.resolve("mine"), "");
        var mode = Files.getPosixFilePermissions(outside.resolve("secret"));
        try (var directory = kind.open(root)) {
            assertThat(directory.attributes("link").orElseThrow().isLink()).isTrue();
            assertThat(directory.link("toFolder")).isEqualTo(outside.toString());
            assertThatThrownBy(() -> directory.read("link").close())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> directory.create("link").close())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () -> {
                                try (var below = directory.directory("toFolder")) {
                                    below.entries();
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> directory.copyModeAndOwner("mine", "link"))
                    .isInstanceOf(IOException.class);
        }
        assertThat(Files.getPosixFilePermissions(outside.resolve("secret"))).isEqualTo(mode);
        assertThat(outside.resolve("secret")).hasContent("canary");
        assertThat(outside).isDirectoryNotContaining(p -> !p.endsWith("secret"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMadeIsThereAndCanBeListedReadRenamedAndDeleted(Kind kind) throws IOException {
        try (var directory = kind.open(root)) {
            directory.createDirectory("made");
            try (var file = directory.create("one")) {
                file.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
                file.force();
            }
            assertThatThrownBy(() -> directory.create("one").close())
                    .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
            directory.replace("one", "two");
            directory.force();
            try (var below = directory.directory("made");
                    var inner = below.create("é")) {
                inner.write(new byte[] {1});
            }
            assertThat(directory.attributes("one")).isEmpty();
            assertThat(directory.attributes("two").orElseThrow().sizeBytes()).isEqualTo(100_000);
            try (var again = directory.again()) {
                assertThat(again.entries()).extracting(Entry::name).containsExactly("made", "two");
            }
            try (var file = directory.read("two");
                    var in = file.stream()) {
                assertThat(in.readAllBytes()).hasSize(100_000).containsOnly('x');
            }
            directory.delete("two");
            assertThat(directory.attributes("two")).isEmpty();
            assertThat(directory.entries()).extracting(Entry::name).containsExactly("made");
        }
        assertThat(root.resolve("made/é")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void fileIsWrittenInPlaceMovedAndItsFolderRemoved(Kind kind) throws IOException {
        Files.writeString(root.resolve("a"), "0123456789");
        Files.createDirectory(root.resolve("below"));
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
        Files.createLink(root.resolve("hard"), outside.resolve("secret"));
        try (var directory = kind.open(root);
                var below = directory.directory("below")) {
            try (var file = directory.update("a")) {
                file.writeAt(2, new byte[] {'x', 'y'});
                file.resize(6);
                file.writeAt(8, new byte[] {'z'});
                var bytes = new byte[20];
                assertThat(file.readAt(1, bytes)).isEqualTo(8);
                assertThat(file.readAt(9, bytes)).isEqualTo(-1);
                assertThat(file.attributesNow().sizeBytes()).isEqualTo(9);
            }
            for (var other : new String[] {"link", "hard", "below", "none"}) {
                assertThatThrownBy(() -> directory.update(other).close())
                        .as(other)
                        .isInstanceOf(IOException.class);
            }
            directory.move("a", below, "b");
            assertThat(root.resolve("below/b")).hasContent("01xy45\0\0z");
            assertThatThrownBy(() -> directory.deleteDirectory("below"))
                    .isInstanceOf(java.nio.file.DirectoryNotEmptyException.class);
            below.delete("b");
            directory.deleteDirectory("below");
        }
        assertThat(root.resolve("below")).doesNotExist();
        assertThat(outside.resolve("secret")).hasContent("canary");
    }

    @ParameterizedTest
    @EnumSource
    void modeIsCopied(Kind kind) throws IOException {
        Files.writeString(root.resolve("from"), "");
        Files.writeString(root.resolve("to"), "");
        var mode = PosixFilePermissions.fromString("rwxr-x--x");
        Files.setPosixFilePermissions(root.resolve("from"), mode);
        try (var directory = kind.open(root)) {
            directory.copyModeAndOwner("from", "to");
            assertThat(directory.mode("to")).isEqualTo(0751);
        }
        assertThat(Files.getPosixFilePermissions(root.resolve("to"))).isEqualTo(mode);
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatBecameADirectoryElsewhereIsNotEntered(Kind kind) throws IOException {
        Files.createDirectory(root.resolve("door"));
        try (var directory = kind.open(root);
                var door = directory.directory("door")) {
            Files.move(root.resolve("door"), root.resolve("gone"));
            Files.createSymbolicLink(root.resolve("door"), outside);
            try (var made = door.create("new")) {
                made.write(new byte[] {1});
            } catch (IOException e) {
                assertThat(kind)
                        .as("only a path can be led astray, and notices")
                        .isEqualTo(Kind.PATH);
            }
        }
        assertThat(outside).isDirectoryNotContaining(p -> !p.endsWith("secret"));
    }
}
