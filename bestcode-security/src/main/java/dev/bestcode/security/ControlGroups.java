package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Limits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The control groups that this process may make groups in: one hierarchy for all controllers
/// (version 2), or one for each (version 1).
/// @param memory the folder of our own group, for memory
/// @param processes the same for the number of processes
/// @param cpu the same for processor time
/// @see "cgroups(7)"
record ControlGroups(Path memory, Path processes, Path cpu, boolean unified) {
    private static final String PREFIX = "bestcode-";

    /// Where groups may be made; absent with the reason.
    static Optional<ControlGroups> here(Consumer<String> whyNot) {
        try {
            var folders = ownGroups();
            var unified = Optional.ofNullable(folders.get(""));
            if (unified.isPresent() && hasControllers(unified.get())) {
                var group = unified.get();
                return usable(new ControlGroups(group, group, group, true), whyNot);
            }
            var memory = folders.get("memory");
            var pids = folders.get("pids");
            var cpu = folders.get("cpu");
            if (memory != null && pids != null && cpu != null) {
                return usable(new ControlGroups(memory, pids, cpu, false), whyNot);
            }
            whyNot.accept("no hierarchy has the controllers memory, pids and cpu for us");
        } catch (IOException e) {
            whyNot.accept("/proc/self/cgroup cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<ControlGroups> usable(ControlGroups groups, Consumer<String> whyNot) {
        var missing =
                groups.folders(true).stream().filter(path -> !Files.isWritable(path)).findFirst();
        missing.ifPresent(path -> whyNot.accept("no group may be made in " + path));
        return missing.isPresent() ? Optional.empty() : Optional.of(groups);
    }

    private static boolean hasControllers(Path group) throws IOException {
        var file = group.resolve("cgroup.subtree_control");
        if (!Files.exists(file)) {
            return false;
        }
        return List.of(Files.readString(file).strip().split(" ", -1))
                .containsAll(List.of("memory", "pids"));
    }

    /// Our own group of each hierarchy, by controller; by "" that of version 2.
    private static Map<String, Path> ownGroups() throws IOException {
        var ours = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            var fields = line.split(":", 3);
            for (var controller : fields[1].split(",", -1)) {
                ours.put(controller, fields[2]);
            }
        }
        var folders = new LinkedHashMap<String, Path>();
        for (var line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            var sides = line.split(" - ", 2);
            var mount = sides[0].split(" ", -1);
            var system = sides[1].split(" ", -1);
            if (system[0].equals("cgroup2") && ours.containsKey("")) {
                put(folders, "", mount, ours);
            } else if (system[0].equals("cgroup")) {
                for (var option : system[2].split(",", -1)) {
                    if (ours.containsKey(option)) {
                        put(folders, option, mount, ours);
                    }
                }
            }
        }
        return folders;
    }

    private static void put(
            Map<String, Path> folders, String name, String[] mount, Map<String, String> ours) {
        var root = Path.of(mount[3]);
        var group = Path.of(ours.getOrDefault(name, "/"));
        if (group.startsWith(root)) {
            folders.putIfAbsent(name, Path.of(mount[4]).resolve(root.relativize(group).toString()));
        }
    }

    static String name(String mark) {
        return PREFIX + mark;
    }

    /// A group of its own takes its share of the processors from the others, so there is one only
    /// where it is to get less than all.
    private static boolean limitsCpu(Limits limits) {
        return limits.cpus() < Runtime.getRuntime().availableProcessors();
    }

    private List<Path> folders(boolean withCpu) {
        if (unified) {
            return List.of(memory);
        }
        return withCpu ? List.of(memory, processes, cpu) : List.of(memory, processes);
    }

    /// Make the groups of one child.
    ControlGroup make(String mark, Limits limits) throws IOException {
        var made = new ArrayList<Path>();
        try {
            for (var folder : folders(limitsCpu(limits))) {
                made.add(Files.createDirectory(folder.resolve(name(mark))));
            }
            limit(mark, limits);
            return new ControlGroup(List.copyOf(made), unified);
        } catch (IOException e) {
            for (var folder : made) {
                Files.deleteIfExists(folder);
            }
            throw e;
        }
    }

    private void limit(String mark, Limits limits) throws IOException {
        var inMemory = memory.resolve(name(mark));
        var bytes = Long.toString(limits.memoryBytes());
        if (unified) {
            write(inMemory.resolve("memory.max"), bytes);
            writeIfThere(inMemory.resolve("memory.swap.max"), "0");
            writeIfThere(inMemory.resolve("memory.oom.group"), "1");
        } else {
            write(inMemory.resolve("memory.limit_in_bytes"), bytes);
            writeIfThere(inMemory.resolve("memory.memsw.limit_in_bytes"), bytes);
        }
        write(
                processes.resolve(name(mark)).resolve("pids.max"),
                Integer.toString(limits.processes()));
        if (limitsCpu(limits)) {
            cpu(cpu.resolve(name(mark)), limits.cpus());
        }
    }

    private void cpu(Path group, int cpus) throws IOException {
        long period = 100_000;
        if (unified) {
            write(group.resolve("cpu.max"), cpus * period + " " + period);
        } else {
            write(group.resolve("cpu.cfs_period_us"), Long.toString(period));
            write(group.resolve("cpu.cfs_quota_us"), Long.toString(cpus * period));
        }
    }

    private static void writeIfThere(Path file, String value) throws IOException {
        if (Files.exists(file)) {
            write(file, value);
        }
    }

    static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII));
    }
}
