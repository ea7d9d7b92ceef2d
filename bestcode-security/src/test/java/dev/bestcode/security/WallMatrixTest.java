package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Limits;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Each attack is held by all walls together, still held when any one of several that hold it is
/// left out, and succeeds when all that hold it are: so the test that holds it can fail, and it is
/// known which wall does what.
class WallMatrixTest {
    /// Every single layer left out, and not only those that are said to hold the attack.
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));

    private static final Duration TIME = Duration.ofSeconds(30);

    /// A script that prints `CROSSED` when it got through. Nobody changes its set.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Attack {
        READ_A_FILE_OUTSIDE("grep -q secret $OUTSIDE/canary && echo CROSSED", Layer.LANDLOCK),
        WRITE_A_FILE_OUTSIDE(
                "echo x > $OUTSIDE/open/new && echo CROSSED", Layer.MOUNTS, Layer.LANDLOCK),
        CHANGE_A_FILES_MODE_OUTSIDE(
                "chmod 600 $OUTSIDE/canary && echo CROSSED", Layer.USER, Layer.MOUNTS),
        CHANGE_A_FILES_TIME_OUTSIDE(
                "touch -m -d 2001-01-01 $OUTSIDE/canary && echo CROSSED", Layer.USER, Layer.MOUNTS),
        CHANGE_A_HOOK("echo id > .git/hooks/pre-commit && echo CROSSED", Layer.MOUNTS),
        REPLACE_GIT_WITH_ITS_HOOKS(
                "mv .git g && mkdir -p .git/hooks && echo CROSSED", Layer.MOUNTS),
        BE_US("[ $(id -u) = $OUR_UID ] && echo CROSSED", Layer.USER),
        HAVE_A_NUMBER_AMONG_OURS("[ $$ -gt 40 ] && echo CROSSED", Layer.PROCESSES),
        CONNECT_TO_OUR_LOOPBACK(
                "(exec 3<>/dev/tcp/127.0.0.1/$OUR_PORT) && echo CROSSED",
                Layer.NETWORK,
                Layer.LANDLOCK),
        MAKE_A_NAMESPACE("unshare --user true && echo CROSSED", Layer.SECCOMP),
        LEAVE_A_FILE_THAT_RUNS_AS_ITS_OWNER(
                "cp /bin/true left && chmod 6755 left && [ -u left ] && echo CROSSED",
                Layer.SECCOMP),
        START_MORE_THAN_ALLOWED(
                "sh -c 'for i in $(seq 40); do sleep 20 & done; echo CROSSED' 2>/dev/null",
                Layer.LIMITS);

        private final String script;
        private final Set<Layer> heldBy;

        Attack(String script, Layer... heldBy) {
            this.script = script;
            this.heldBy = EnumSet.copyOf(Set.of(heldBy));
        }
    }

    @ParameterizedTest
    @EnumSource
    void heldByItsWallsAndByThemAlone(Attack attack) throws Exception {
        var heldBy = heldBy(attack);
        assertThat(crosses(attack, Set.of())).as("with all walls").isFalse();
        for (var layer : LONG ? EnumSet.allOf(Layer.class) : heldBy) {
            assertThat(crosses(attack, off(layer)))
                    .as("without %s", layer)
                    .isEqualTo(off(layer).containsAll(heldBy));
        }
        assertThat(crosses(attack, withTheirNeeds(heldBy))).as("without any").isTrue();
    }

    /// Where this project lies in a folder for temporary files, a child that has one of its own in
    /// its place does not see the file.
    private static Set<Layer> heldBy(Attack attack) {
        var heldBy = EnumSet.copyOf(attack.heldBy);
        if (attack == Attack.READ_A_FILE_OUTSIDE && Walled.PLACE.startsWith("/tmp")) {
            heldBy.add(Layer.MOUNTS);
        }
        return heldBy;
    }

    private static Set<Layer> off(Layer layer) {
        return withTheirNeeds(Set.of(layer));
    }

    /// A workspace is shown to another user by mounts, and the filter of system calls closes what
    /// the others do not hold.
    private static Set<Layer> withTheirNeeds(Set<Layer> layers) {
        var all = EnumSet.copyOf(layers);
        if (all.contains(Layer.MOUNTS)) {
            all.add(Layer.USER);
        }
        if (all.contains(Layer.NETWORK) && all.contains(Layer.LANDLOCK)) {
            all.add(Layer.SECCOMP);
        }
        return all;
    }

    private static boolean crosses(Attack attack, Set<Layer> off) throws Exception {
        try (var walled =
                        Walled.without(
                                off,
                                EnumSet.complementOf(EnumSet.copyOf(withNone(off))),
                                _ -> Optional.empty());
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            prepare(walled);
            var ran =
                    walled.run(
                            "OUTSIDE=%s; OUR_PID=%d; OUR_PORT=%d; OUR_UID=%d; %s"
                                    .formatted(
                                            walled.outside,
                                            ProcessHandle.current().pid(),
                                            server.getLocalPort(),
                                            ChildUser.ours(),
                                            attack.script),
                            "coding",
                            CommandGrants.NONE,
                            new Limits(256 << 20, 30, 2),
                            TIME);
            return ran.output().contains("CROSSED");
        }
    }

    private static Set<Layer> withNone(Set<Layer> off) {
        return off.isEmpty() ? EnumSet.noneOf(Layer.class) : off;
    }

    private static void prepare(Walled walled) throws IOException {
        Files.writeString(walled.outside.resolve("canary"), "secret");
        var open = Files.createDirectory(walled.outside.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectories(walled.workspace.resolve(".git/hooks"));
    }
}
