package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.security.StandingWalls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// `sandbox: required` in the program as people start it, where walls are missing: it is started
/// without the privileges that most of them take.
@Timeout(240)
class SandboxRequiredTest {
    private static final String[] WITHOUT_CAPABILITIES = {
        "setpriv", "--bounding-set=-all", "--inh-caps=-all"
    };
    private static final int NOBODY = 65534;
    private static final String[] AS_NOBODY = {
        "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"
    };

    @TempDir private Path temp;
    private WalledProject project;

    @BeforeEach
    void project() throws Exception {
        assumeTrue(
                StandingWalls.here().stands("mounts"), "who has no privileges cannot give any up");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        project = WalledProject.in(temp);
        project.script("says", "#!/bin/sh\ntouch it-ran\necho says as $(id -u)\n");
    }

    /// What the model reads of its command, which the user allows whatever it is.
    private String told(String[] privileges, String... more) throws Exception {
        try (var model = WalledProject.asking("./says")) {
            var ended =
                    project.run(model, project.organism(List.of("./says"), more))
                            .with("--approve", "all")
                            .through(privileges)
                            .run();
            assertThat(ended.exit()).as(ended.err()).isZero();
            return WalledProject.told(model);
        }
    }

    @Test
    void whereWallsAreRequiredRootWithoutPrivilegesStartsNothing() throws Exception {
        assertThat(told(WITHOUT_CAPABILITIES, "sandbox: required"))
                .contains(
                        "profile 'coding' says 'sandbox: required', and the wall 'mounts' does not stand here",
                        "CAP_SYS_ADMIN")
                .doesNotContain("says as");
        assertThat(project.workspace().resolve("it-ran")).doesNotExist();
    }

    @Test
    void whereTheyAreNotRequiredRootWithoutPrivilegesStartsNothingEither() throws Exception {
        assertThat(told(WITHOUT_CAPABILITIES))
                .contains("nothing is started as root")
                .doesNotContain("says as");
        assertThat(project.workspace().resolve("it-ran")).doesNotExist();
    }

    @Test
    void anotherUserStartsNothingWhereTheyAreRequiredAndWorksBehindTwoWallsWhereNot()
            throws Exception {
        ownedByNobody();
        assertThat(told(AS_NOBODY, "sandbox: required"))
                .contains("the wall 'mounts' does not stand here")
                .doesNotContain("says as");
        assertThat(project.workspace().resolve("it-ran")).doesNotExist();

        assertThat(told(AS_NOBODY)).contains("says as " + NOBODY);
        assertThat(project.workspace().resolve("it-ran")).exists();
    }

    private void ownedByNobody() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var paths = Files.walk(temp)) {
            for (var path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY);
                Files.setAttribute(path, "unix:gid", NOBODY);
            }
        }
    }
}
