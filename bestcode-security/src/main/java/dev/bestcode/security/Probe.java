package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Exit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Finds out which layers stand here, by raising each around a program that does nothing.
final class Probe {
    static final String WITHOUT_MOUNTS =
            "without mounts a workspace cannot be shown to another user";

    private static final String OTHERWISE =
            "; each process is limited by itself instead, and how many the user has";

    private final LinuxKernel kernel;
    private final Map<Layer, String> reasons = new EnumMap<>(Layer.class);

    private Probe(LinuxKernel kernel) {
        this.kernel = kernel;
    }

    /// @return why each layer that does not stand does not
    static Map<Layer, String> missing(LinuxKernel kernel) {
        var probe = new Probe(kernel);
        probe.namespaces();
        probe.user();
        probe.filters();
        var _ = ControlGroups.here(reason -> probe.reasons.put(Layer.LIMITS, reason + OTHERWISE));
        return probe.reasons;
    }

    private void namespaces() {
        tryOut(Layer.MOUNTS, Flags.CLONE_FS | Flags.CLONE_NEWNS);
        tryOut(Layer.PROCESSES, Flags.CLONE_NEWPID | Flags.CLONE_NEWIPC);
        tryOut(Layer.NETWORK, Flags.CLONE_NEWNET);
    }

    private void tryOut(Layer layer, int flags) {
        tryOut(layer, List.of(kernel.prepare("making namespaces", SystemCall.UNSHARE, flags)));
    }

    private void tryOut(Layer layer, List<? extends SpawnerStep> steps) {
        try {
            Spawner.run(steps, Arena.ofAuto());
        } catch (IOException e) {
            reasons.put(layer, e.getMessage() + advice(layer));
        }
    }

    private static String advice(Layer layer) {
        return switch (layer) {
            case MOUNTS, PROCESSES, NETWORK -> "; it takes CAP_SYS_ADMIN, as root has";
            case USER, LIMITS, LANDLOCK, SECCOMP -> "";
        };
    }

    private void user() {
        if (ChildUser.ours() != 0) {
            reasons.put(Layer.USER, "only root can start programs as another user");
        } else if (reasons.containsKey(Layer.MOUNTS)) {
            reasons.put(Layer.USER, WITHOUT_MOUNTS);
        }
    }

    private void filters() {
        if (Landlock.of(kernel).isEmpty()) {
            reasons.put(
                    Layer.LANDLOCK,
                    "this kernel has no Landlock, or was started without (lsm=landlock)");
        }
        try (var arena = Arena.ofConfined()) {
            var filter =
                    Seccomp.filter(kernel.architecture(), Seccomp.Sockets.OWN_NETWORK).in(arena);
            var steps = new ArrayList<SpawnerStep>();
            steps.add(
                    kernel.prepare(
                            "renouncing privileges",
                            SystemCall.PRCTL,
                            Flags.PR_SET_NO_NEW_PRIVS,
                            1));
            steps.add(
                    kernel.prepare(
                            "raising the filter",
                            SystemCall.SECCOMP,
                            Flags.SECCOMP_SET_MODE_FILTER,
                            0,
                            filter.address()));
            tryOut(Layer.SECCOMP, steps);
        }
    }

    /// How the first process of a pid namespace can be had.
    static FirstProcess.Ways ways(LinuxKernel kernel) {
        return new FirstProcess.Ways(mountsProc(kernel), collects(kernel));
    }

    /// Older kinds of `env` cannot have a signal ignored.
    private static boolean collects(LinuxKernel kernel) {
        try (var arena = Arena.ofShared();
                var quiet = kernel.open("/dev/null", Flags.O_WRONLY)) {
            var spawn =
                    new PreparedSpawn(
                            arena,
                            new PreparedSpawn.Plan(
                                    FirstProcess.ENV,
                                    List.of("env", FirstProcess.IGNORE_CHILDREN, "/bin/true"),
                                    Map.of(),
                                    "/",
                                    "/dev/null",
                                    quiet.number(),
                                    quiet.number()));
            Spawner.run(List.of(spawn), arena);
            spawn.free();
            return ChildWait.reap(kernel, spawn.pid()).equals(new Exit.Exited(0));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean mountsProc(LinuxKernel kernel) {
        var ofTheChild = new Resources();
        try (var arena = Arena.ofShared();
                var ofTheStart = new Resources()) {
            var first = new FirstProcess(kernel, arena, ofTheStart, ofTheChild);
            ofTheStart.add(first::collectUnused);
            ofTheStart.add(ofTheChild::close);
            var steps = new ArrayList<SpawnerStep>();
            steps.add(
                    kernel.prepare(
                            "making namespaces",
                            SystemCall.UNSHARE,
                            Flags.CLONE_FS | Flags.CLONE_NEWNS | Flags.CLONE_NEWPID));
            steps.add(MountPlan.separate(kernel, arena));
            steps.addAll(first.steps(true, new FirstProcess.Ways(true, false)));
            Spawner.run(steps, arena);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
