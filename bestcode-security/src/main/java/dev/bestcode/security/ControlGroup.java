package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The control groups of one child, one in each hierarchy.
/// @param folders where they are; the same processes are in all of them
record ControlGroup(List<Path> folders, boolean unified) {
    /// What is gone by then was killed or is about to be; the rest is the next start's.
    private static final int REMOVE_TRIES = 50;

    private static final long REMOVE_PAUSE_MILLIS = 2;

    /// Files that a spawner writes `0` to, to be in the groups; in version 2 only a whole process
    /// can be, so its child is put there after its start.
    List<Path> doors() {
        return unified
                ? List.of()
                : folders.stream().map(folder -> folder.resolve("tasks")).toList();
    }

    List<String> paths() {
        return folders.stream().map(Path::toString).toList();
    }

    /// Put a process that was started by a spawner into the group of version 2, with all that it
    /// started meanwhile.
    void take(int pid) throws IOException {
        if (!unified) {
            return;
        }
        var door = folders.getFirst().resolve("cgroup.procs");
        ControlGroups.write(door, Integer.toString(pid));
        for (var entry : ProcessEntry.all()) {
            if (entry.session() == pid && entry.pid() != pid) {
                try {
                    ControlGroups.write(door, Long.toString(entry.pid()));
                } catch (IOException e) {
                    // ended meanwhile
                }
            }
        }
    }

    Set<Long> members() {
        var members = new HashSet<Long>();
        for (var folder : folders) {
            try {
                Files.readAllLines(folder.resolve("cgroup.procs"))
                        .forEach(line -> members.add(Long.parseLong(line)));
            } catch (IOException e) {
                // removed meanwhile
            }
        }
        return members;
    }

    /// The limits that its members ran into.
    /// @see "Linux: Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst,
    /// cgroup-v1/pids.rst"
    Set<Limit> reached() {
        var reached = EnumSet.noneOf(Limit.class);
        if (counts("memory.events", "oom_kill") || counts("memory.oom_control", "oom_kill")) {
            reached.add(Limit.MEMORY);
        }
        if (counts("pids.events", "max")) {
            reached.add(Limit.PROCESSES);
        }
        return reached;
    }

    /// Whether a file of one of the groups counts at least one such event.
    private boolean counts(String file, String event) {
        for (var folder : folders) {
            try (var lines = Files.lines(folder.resolve(file))) {
                if (lines.anyMatch(line -> line.matches(event + " [1-9]\\d*"))) {
                    return true;
                }
            } catch (IOException | UncheckedIOException e) {
                // the group of another controller, or of another version
            }
        }
        return false;
    }

    /// Kill every member at once where the kernel can; else nobody.
    boolean killAtOnce() {
        var file = folders.getFirst().resolve("cgroup.kill");
        if (!unified || !Files.exists(file)) {
            return false;
        }
        try {
            ControlGroups.write(file, "1");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Remove the groups, whose last members may be on their way out.
    void remove() {
        for (var folder : folders) {
            for (int i = 0; i < REMOVE_TRIES && !removed(folder); i++) {
                try {
                    Thread.sleep(REMOVE_PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static boolean removed(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
