package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Nothing is made or given away where a link of the home leads.
class HomePlacesTest {
    private static final int SOMEBODY = 1_900_000_001;

    @TempDir private Path folder;
    private Path home;
    private Path outside;
    private HomePlaces places;

    @BeforeEach
    void home() throws IOException {
        var kernel = LinuxKernel.here(_ -> {});
        Assumptions.assumeTrue(kernel.isPresent(), "no Linux that is known here");
        home = Files.createDirectory(folder.resolve("home"));
        outside = Files.createDirectory(folder.resolve("outside"));
        var user =
                ChildUser.ours() == 0
                        ? Optional.of(new ChildUser(SOMEBODY, SOMEBODY, "somebody"))
                        : Optional.<ChildUser>empty();
        places = new HomePlaces(kernel.get(), home, user);
    }

    @Test
    void aFolderIsMadeWithThoseThatItLiesInAndIsTheUsers() throws IOException {
        places.folder(Path.of(".m2/repository"));
        places.folder(Path.of(".m2/repository"));

        for (var each : new String[] {".m2", ".m2/repository"}) {
            assertThat(home.resolve(each)).isDirectory();
            assertThat(ChildUser.attribute(home.resolve(each), "unix:uid"))
                    .contains(ChildUser.ours() == 0 ? SOMEBODY : ChildUser.ours());
        }
    }

    @Test
    void aFileIsMadeOnceAndLeftAsItIs() throws IOException {
        places.file(Path.of(".m2/settings.xml"), "<settings/>");
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings>mine</settings>");
        places.file(Path.of(".m2/settings.xml"), "<settings/>");

        assertThat(home.resolve(".m2/settings.xml")).hasContent("<settings>mine</settings>");
    }

    @Test
    void aLinkInPlaceOfAFolderIsNotFollowed() throws IOException {
        var owner = ChildUser.attribute(outside, "unix:uid");
        Files.createSymbolicLink(home.resolve(".m2"), outside);

        for (var inHome : new String[] {".m2", ".m2/repository"}) {
            assertThatThrownBy(() -> places.folder(Path.of(inHome)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(".m2 in %s is in the way", home);
        }
        assertThatThrownBy(() -> places.file(Path.of(".m2/settings.xml"), "x"))
                .hasMessageContaining("is in the way");
        assertThat(outside).isEmptyDirectory();
        assertThat(ChildUser.attribute(outside, "unix:uid")).isEqualTo(owner);
    }

    @Test
    void aLinkInPlaceOfAFileIsNotFollowed() throws IOException {
        Files.createDirectory(home.resolve(".m2"));
        Files.createSymbolicLink(home.resolve(".m2/settings.xml"), outside.resolve("made"));

        places.file(Path.of(".m2/settings.xml"), "x");

        assertThat(outside).isEmptyDirectory();
    }
}
