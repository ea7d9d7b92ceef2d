package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;
import dev.bestcode.api.security.Sandbox.Limits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.EnumSet;

/// What a command may do to the machine while it runs, and that the system lives.
class ContainmentTest {
    private static final Limits SMALL = new Limits(128L << 20, 64, 1);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void aForkBombIsBoundAndEndsWithItsTime() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.LIMITS, Layer.PROCESSES))) {
            var ran =
                    walled.run(
                            "f() { f | f & }; f 2>/dev/null; sleep 100",
                            "coding",
                            CommandGrants.NONE,
                            new Limits(2L << 30, 64, 1),
                            SHORT);

            assertThat(ran.exit()).isEqualTo(new Exit.TimedOut(SHORT));
            assertThat(ran.reached()).containsExactly(Limit.PROCESSES);
            assertThat(walled.run("echo alive").output()).isEqualTo("alive\n");
        }
    }

    @Test
    void aMemoryBombIsKilledByItself() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.LIMITS))) {
            var ran =
                    walled.run(
                            "head -c 1G /dev/zero | tail | wc -c; echo after",
                            "coding",
                            CommandGrants.NONE,
                            SMALL,
                            Duration.ofSeconds(60));

            assertThat(ran.output()).contains("after").doesNotContain("1073741824");
            assertThat(ran.reached()).containsExactly(Limit.MEMORY);
            assertThat(ran.exit()).isEqualTo(new Exit.Exited(0));
        }
    }

    @Test
    void aProgramThatTakesTooMuchIsKilledAndTheLimitIsTold() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.LIMITS))) {
            var ran =
                    walled.run(
                            "x=$(head -c 1G /dev/zero | tr '\\0' x)",
                            "coding",
                            CommandGrants.NONE,
                            SMALL,
                            Duration.ofSeconds(60));

            assertThat(ran.exit()).isEqualTo(new Exit.Signalled(9));
            assertThat(ran.reached()).containsExactly(Limit.MEMORY);
            assertThat(walled.run("kill -9 $$").reached()).isEmpty();
        }
    }

    @Test
    void endlessOutputEndsWithItsTime() throws Exception {
        try (var walled = Walled.needing(EnumSet.noneOf(Layer.class))) {
            var ran = walled.run("yes", "coding", CommandGrants.NONE, SMALL, SHORT);

            assertThat(ran.exit()).isEqualTo(new Exit.TimedOut(SHORT));
        }
    }

    @Test
    void whoIgnoresEverySignalEndsWithItsTime() throws Exception {
        try (var walled = Walled.needing(EnumSet.noneOf(Layer.class))) {
            var ran =
                    walled.run(
                            "trap '' TERM INT HUP QUIT; while :; do sleep 1; done",
                            "coding",
                            CommandGrants.NONE,
                            SMALL,
                            SHORT);

            assertThat(ran.exit()).isEqualTo(new Exit.TimedOut(SHORT));
        }
    }

    @Test
    void exitCodeAndSignalAreToldApart() throws Exception {
        try (var walled = Walled.needing(EnumSet.noneOf(Layer.class))) {
            assertThat(walled.run("exit 137").exit()).isEqualTo(new Exit.Exited(137));
            assertThat(walled.run("kill -9 $$").exit()).isEqualTo(new Exit.Signalled(9));
            assertThat(walled.run("kill -TERM $$; sleep 5").exit())
                    .isEqualTo(new Exit.Signalled(15));
        }
    }

    /// On kernels and tools of today, and on older ones.
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void anOrphanThatEndsEndsNobodyElse(boolean mountsProc, boolean collects) throws Exception {
        try (var walled = Walled.withFirst(new FirstProcess.Ways(mountsProc, collects))) {
            var ran =
                    walled.run(
                            "(sleep 0.05 & ) ; sleep 0.5; echo done;"
                                    + " ps -e -o stat= | grep -c Z");

            assertThat(ran.output()).isEqualTo("done\n0\n");
        }
    }

    @Test
    void whatIsLeftBehindIsEndedAndCounted() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.LIMITS));
                var child =
                        walled.start(
                                "sleep 100 & setsid sleep 100 & exit 0",
                                "coding",
                                CommandGrants.NONE,
                                SMALL)) {
            assertThat(child.await(Duration.ofSeconds(30))).isEqualTo(new Exit.Exited(0));
            assertThat(child.kill()).isEqualTo(2);
        }
    }
}
