package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.Started;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// No process outlives the system that started it: not when that is killed, and not when the
/// process has hidden from its parent.
class OrphansTest {
    private static final int ROUNDS = "true".equals(System.getProperty("bestcode.long")) ? 200 : 20;
    private static final int SWEPT_ROUNDS = Math.max(2, ROUNDS / 10);
    private static final long GONE_MILLIS = 10_000;

    /// A grandchild that has left its parent, its session and its environment, and one that only
    /// ignores what would end it.
    static final String DAEMONS =
            "setsid env -i /bin/sh -c 'trap \"\" TERM HUP INT; exec /bin/sleep 31547' & "
                    + "(trap '' TERM HUP; /bin/sleep 31547) & disown -a; echo ready; wait; sleep 31547";

    @Test
    void killedSystemTakesEveryGrandchildWithItAtOnce() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.PROCESSES))) {
            int seen = 0;
            for (int round = 0; round < ROUNDS; round++) {
                var system = start(walled, Set.of());
                seen += sleepers(walled.workspace).size();
                system.process.destroyForcibly();
                assertThat(system.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                awaitNone(walled, "round " + round);
                walled.sandbox.sweep(
                        system.started); // its control groups are left, without members
            }
            System.out.printf(
                    "orphans: %d rounds of kill -9, %d descendants alive before, 0 after%n",
                    ROUNDS, seen);
            assertThat(seen).isGreaterThanOrEqualTo(3 * ROUNDS);
        }
    }

    @Test
    void withoutANamespaceTheNextStartEndsThemByTheirControlGroup() throws Exception {
        sweeps(EnumSet.of(Layer.PROCESSES), 3);
    }

    /// Who has left session and environment is then not found, and the walls say so.
    @Test
    void withoutGroupsEitherTheNextStartEndsThoseOfTheSessionAndTheMark() throws Exception {
        sweeps(EnumSet.of(Layer.PROCESSES, Layer.LIMITS), 2);
    }

    private static void sweeps(Set<Layer> off, int least) throws Exception {
        try (var walled = Walled.without(off, Set.of(), _ -> Optional.empty())) {
            for (int round = 0; round < SWEPT_ROUNDS; round++) {
                var system = start(walled, off);
                system.process.destroyForcibly();
                assertThat(system.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                awaitSleepers(walled);
                assertThat(sleepers(walled.workspace)).hasSizeGreaterThanOrEqualTo(3);

                assertThat(walled.sandbox.sweep(system.started)).isGreaterThanOrEqualTo(least);

                assertThat(sleepers(walled.workspace)).hasSizeLessThanOrEqualTo(3 - least);
                assertThat(walled.sandbox.sweep(system.started)).as("twice").isZero();
                sleepers(walled.workspace).forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void anotherProcessThatHasTheNumberIsLeftAlone() throws Exception {
        try (var walled = Walled.needing(Set.of())) {
            var other = new ProcessBuilder("sleep", "60").start();
            try {
                long start = ProcessEntry.of(other.pid()).orElseThrow().startTicks();
                var noted =
                        new Started(other.pid(), start + 1, other.pid(), Boot.newMark(), List.of());

                assertThat(walled.sandbox.sweep(noted)).isZero();
                assertThat(other.isAlive()).isTrue();
            } finally {
                other.destroyForcibly();
            }
        }
    }

    private record Killable(Process process, Started started) {}

    private static Killable start(Walled walled, Set<Layer> off) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dbestcode.root=" + System.getProperty("bestcode.root"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                SystemToKill.class.getName(),
                                walled.root.toString()));
        off.forEach(layer -> command.add(layer.name()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var fields = Optional.ofNullable(lines.readLine()).orElseThrow().split(" ", -1);
        assertThat(lines.readLine()).isEqualTo("ready");
        awaitSleepers(walled); // one that is becoming another program has neither's words
        return new Killable(
                process,
                new Started(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        fields[3],
                        List.of(fields).subList(4, fields.length)));
    }

    /// The sleeping processes whose directory is the workspace, whatever else they have changed.
    private static List<ProcessHandle> sleepers(java.nio.file.Path workspace) {
        return ProcessHandle.allProcesses().filter(handle -> isIn(handle, workspace)).toList();
    }

    private static boolean isIn(ProcessHandle handle, java.nio.file.Path workspace) {
        try {
            var proc = java.nio.file.Path.of("/proc/" + handle.pid());
            return java.nio.file.Files.readString(proc.resolve("cmdline")).contains("31547")
                    && java.nio.file.Files.readSymbolicLink(proc.resolve("cwd"))
                            .toString()
                            .endsWith(workspace.toString());
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static void awaitSleepers(Walled walled) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GONE_MILLIS);
        while (sleepers(walled.workspace).size() < 3 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void awaitNone(Walled walled, String when) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GONE_MILLIS);
        while (!sleepers(walled.workspace).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(sleepers(walled.workspace)).as(when).isEmpty();
    }

    /// A system of its own process, which starts one command and waits to be killed.
    static final class SystemToKill {
        private SystemToKill() {}

        static void main(String[] arguments) throws Exception {
            var root = java.nio.file.Path.of(arguments[0]);
            var builder =
                    SystemSandbox.around(
                            root.resolve("workspace"), root.resolve("private"), System.getenv());
            for (var layer : List.of(arguments).subList(1, arguments.length)) {
                builder.without(Layer.valueOf(layer));
            }
            var sandbox = builder.build();
            var child =
                    sandbox.start(
                            Walled.request(
                                    root.resolve("workspace"),
                                    DAEMONS,
                                    "coding",
                                    CommandGrants.NONE,
                                    Limits.DEFAULT),
                            started ->
                                    System.out.println(
                                            "%d %d %d %s %s"
                                                    .formatted(
                                                            started.pid(),
                                                            started.startTicks(),
                                                            started.group(),
                                                            started.mark(),
                                                            String.join(" ", started.cgroups()))
                                                    .strip()));
            child.output().transferTo(System.out);
        }
    }
}
