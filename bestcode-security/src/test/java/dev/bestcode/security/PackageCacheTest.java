package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a person has fetched is there for builds inside the walls, and stays as it is.
class PackageCacheTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    private Path root;
    private Path jar;

    @BeforeEach
    void cache() throws IOException {
        var target = Path.of(System.getProperty("bestcode.root"), "bestcode-security/target");
        root = Files.createTempDirectory(Files.createDirectories(target.resolve("caches")), "c");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(root.resolve("workspace"));
        jar = Files.createDirectories(root.resolve("home/.m2/repository/a")).resolve("a.jar");
        Files.writeString(jar, "fetched");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(root.resolve("home/.m2/settings.xml"), "password");
    }

    @AfterEach
    void remove() throws IOException {
        FolderRemoval.remove(root);
    }

    private Sandbox sandbox(Layer... off) {
        var builder =
                SystemSandbox.around(
                        root.resolve("workspace"),
                        root.resolve("private"),
                        Map.of("HOME", root.resolve("home").toString(), "PATH", "/usr/bin:/bin"));
        for (var layer : off) {
            builder.without(layer);
        }
        return builder.build();
    }

    private String run(Sandbox sandbox, String profile, String script) throws Exception {
        var request =
                Walled.request(
                        root.resolve("workspace"),
                        script,
                        profile,
                        CommandGrants.NONE,
                        Limits.DEFAULT);
        try (var child = sandbox.start(request, _ -> {})) {
            assertThat(child.await(TIME)).isEqualTo(new Exit.Exited(0));
            return new String(child.output().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static void assumeMounts(Sandbox sandbox) {
        Assumptions.assumeTrue(
                StandingWalls.of(sandbox, CommandGrants.NONE).stands("mounts"),
                "mounts do not stand");
    }

    @Test
    void whatWasFetchedIsReadInTheChildsHomeAndWhatIsAddedStaysWithItsProfile() throws Exception {
        try (var sandbox = sandbox()) {
            assumeMounts(sandbox);
            var repository = "~/.m2/repository/";
            Assumptions.assumeTrue(
                    run(sandbox, "one", "cat " + repository + "a/a.jar || echo none")
                            .equals("fetched"),
                    "this kernel or file system lays no layers");
            run(
                    sandbox,
                    "one",
                    "cd ~/.m2/repository && echo mine > b.jar && echo changed > a/a.jar && rm -f a/x");

            assertThat(
                            run(
                                    sandbox,
                                    "one",
                                    "cat %sa/a.jar %sb.jar".formatted(repository, repository)))
                    .isEqualTo("changed\nmine");
            assertThat(
                            run(
                                    sandbox,
                                    "two",
                                    "cat %sa/a.jar; ls %s".formatted(repository, repository)))
                    .isEqualTo("fetcheda");
            assertThat(run(sandbox, "one", "cat ~/.m2/settings.xml 2>&1 || true"))
                    .contains("No such file");
        }
        assertThat(jar).hasContent("fetched");
        assertThat(jar.resolveSibling("b.jar")).doesNotExist();
        assertThat(root.resolve("home/.m2/repository/b.jar")).doesNotExist();
        try (var again = sandbox()) {
            assertThat(run(again, "one", "cat ~/.m2/repository/b.jar")).isEqualTo("mine");
        }
    }

    /// As `pip install --user` leaves them, with a home of the child's own and where mounts do not
    /// stand.
    @Test
    void modulesOfAPersonAreImported() throws Exception {
        var python = new TrustedPath("/usr/bin:/bin", root.resolve("workspace")).find("python3");
        Assumptions.assumeTrue(python.isPresent(), "python3 is not here");
        var library = "lib/" + python.get().toRealPath().getFileName() + "/site-packages";
        var modules = Files.createDirectories(root.resolve("home/.local").resolve(library));
        Files.writeString(modules.resolve("mine.py"), "name = 'found'");
        for (var off : List.of(new Layer[0], new Layer[] {Layer.MOUNTS, Layer.USER})) {
            try (var sandbox = sandbox(off)) {
                Assumptions.assumeTrue(
                        sandbox.contains(CommandGrants.NONE) || off.length > 0,
                        "no sandbox stands here");
                assertThat(run(sandbox, "one", "python3 -c 'import mine; print(mine.name)' 2>&1"))
                        .isEqualTo("found");
            }
        }
    }

    @Test
    void childrenOfOneProfileSeeAtOnceWhatAnotherFetched() throws Exception {
        try (var sandbox = sandbox()) {
            assumeMounts(sandbox);
            var waiting =
                    sandbox.start(
                            Walled.request(
                                    root.resolve("workspace"),
                                    "until [ -e ~/.m2/repository/new ]; do sleep 0.01; done; cat ~/.m2/repository/new",
                                    "one",
                                    CommandGrants.NONE,
                                    Limits.DEFAULT),
                            _ -> {});
            try (waiting) {
                run(
                        sandbox,
                        "one",
                        "echo here > ~/.m2/repository/.n && mv ~/.m2/repository/.n ~/.m2/repository/new");
                assertThat(waiting.await(TIME)).isEqualTo(new Exit.Exited(0));
            }
        }
    }

    @Test
    void twoSystemsSideBySideHaveLayersOfTheirOwn() throws Exception {
        try (var one = sandbox();
                var two = sandbox()) {
            assumeMounts(one);
            run(one, "p", "echo x > ~/.m2/repository/of-one");
            assertThat(run(two, "p", "ls ~/.m2/repository")).isEqualTo("a");
        }
    }

    @Test
    void withoutLayersItIsReadWhereItIsAndAVariableSaysSo() throws Exception {
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        try (var sandbox = sandbox(Layer.MOUNTS, Layer.USER)) {
            assertThat(
                            run(
                                    sandbox,
                                    "one",
                                    "echo $MAVEN_ARGS; cat %s; (echo x > %s) 2>/dev/null || echo held"
                                            .formatted(jar, jar)))
                    .isEqualTo(
                            "-Dmaven.repo.local.tail=%s\nfetchedheld"
                                    .formatted(root.resolve("home/.m2/repository")));
        }
    }

    @Test
    void aCacheThatIsALinkIsNotShared() throws Exception {
        Files.createSymbolicLink(
                root.resolve("home/.rustup"), Files.createDirectory(root.resolve("else")));

        assertThat(PackageCache.of(root.resolve("home")))
                .extracting(cache -> cache.inHome().toString())
                .containsExactly(".m2/repository");
    }
}
