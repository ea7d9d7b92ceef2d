package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Restrictions are laid on spawners and inherited by children; every other thread of this process
/// stays as it was.
class SpawnerThreadsTest {
    private static final int COMMANDS =
            "true".equals(System.getProperty("bestcode.long")) ? 1_000 : 100;
    private static final int AT_ONCE = 4;
    private static final Path THREADS = Path.of("/proc/self/task");

    /// What the kernel keeps of a thread's name.
    private static final String SPAWNER = Spawner.THREAD_NAME.substring(0, 15);

    /// What a thread is, as far as a wall would change it.
    private static String state(Path thread) throws IOException {
        var state = new StringBuilder();
        for (var line : Files.readAllLines(thread.resolve("status"))) {
            if (line.matches("(NoNewPrivs|Seccomp|Uid|Gid|CapEff):.*")) {
                state.append(line.replace('\t', ' ')).append("; ");
            }
        }
        for (var kind : new String[] {"mnt", "net", "ipc", "pid_for_children"}) {
            state.append(Files.readSymbolicLink(thread.resolve("ns/" + kind))).append(' ');
        }
        return state.append(Files.readAllLines(thread.resolve("cgroup"))).toString();
    }

    @Test
    void noThreadButSpawnersCarriesARestrictionUnderManyCommands() throws Exception {
        var ours = state(THREADS.resolve(Long.toString(ProcessHandle.current().pid())));
        var others = new TreeSet<String>();
        var looked = new AtomicInteger();
        var restricted = new AtomicInteger();
        var over = new AtomicBoolean();
        try (var walled = Walled.needing(EnumSet.allOf(Layer.class));
                var workers = Executors.newVirtualThreadPerTaskExecutor();
                var watchers = Executors.newSingleThreadExecutor()) {
            var watcher =
                    watchers.submit(
                            () -> {
                                while (!over.get()) {
                                    look(ours, others, looked, restricted);
                                }
                            });
            try {
                var room = new java.util.concurrent.Semaphore(AT_ONCE);
                var ran = new ArrayList<Future<Boolean>>();
                for (int i = 0; i < COMMANDS; i++) {
                    ran.add(
                            workers.submit(
                                    () -> {
                                        room.acquire();
                                        try {
                                            return walled.run("true").ok();
                                        } finally {
                                            room.release();
                                        }
                                    }));
                }
                for (var each : ran) {
                    assertThat(each.get()).isTrue();
                }
            } finally {
                over.set(true); // the watcher ends, whatever was found
            }
            watcher.get();
            look(ours, others, looked, restricted);
        }
        System.out.printf(
                "spawner threads: %,d commands, %,d looks at threads, %,d at restricted spawners%n",
                COMMANDS, looked.get(), restricted.get());
        assertThat(others).isEmpty();
        assertThat(restricted.get()).as("spawners seen at work").isPositive();
    }

    private static void look(
            String ours, Set<String> others, AtomicInteger looked, AtomicInteger restricted) {
        try (var threads = Files.newDirectoryStream(THREADS)) {
            for (var thread : threads) {
                try {
                    var state = state(thread);
                    // Read last: a thread has its maker's name until it begins.
                    var name = Files.readString(thread.resolve("comm")).strip();
                    if (isEnding(thread)) {
                        continue; // it has lost what it was
                    }
                    looked.incrementAndGet();
                    if (!state.equals(ours)) {
                        if (name.equals(SPAWNER) || name.startsWith("bestcode-networ")) {
                            restricted.incrementAndGet();
                        } else {
                            others.add(name + ": " + state);
                        }
                    }
                } catch (IOException e) {
                    // the thread ended while it was looked at
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// By its flags, as its state tells only at the very end.
    /// @see "Linux, include/linux/sched.h, PF_EXITING; proc_pid_stat(5), field 9"
    private static boolean isEnding(Path thread) throws IOException {
        var stat = Files.readString(thread.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[6]) & 4) != 0;
    }

    @Test
    void aProgramThatIsNotThereIsNamedAndLeavesNothingBehind() throws Exception {
        try (var walled = Walled.needing(EnumSet.allOf(Layer.class))) {
            var request =
                    new dev.bestcode.api.security.Sandbox.Request(
                            Path.of("/usr/bin/there-is-none"),
                            java.util.List.of("x"),
                            walled.workspace,
                            java.util.Map.of(),
                            "coding",
                            dev.bestcode.api.security.CommandGrants.NONE,
                            dev.bestcode.api.security.Sandbox.Limits.DEFAULT,
                            true);
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> walled.sandbox.start(request, _ -> {}))
                    .isInstanceOf(dev.bestcode.api.security.SandboxException.class)
                    .hasMessage(
                            "starting /usr/bin/there-is-none: no such file or directory (errno 2)");
            assertThat(walled.root.resolve("private")).isDirectoryNotContaining("glob:**child-*");
        }
    }
}
