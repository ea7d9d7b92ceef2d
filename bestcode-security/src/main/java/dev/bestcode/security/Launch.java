package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.bestcode.api.security.Sandbox.Request;
import dev.bestcode.api.security.Sandbox.Started;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The start of one child: all is made ready on a thread that carries no restriction, then a
/// spawner goes through the steps, of which the last is the child.
///
/// The order of the steps is the order in which they can be made: groups, network, processes and
/// mounts while the thread still may; then another user; then Landlock and the filter, each of
/// which would forbid what comes before it.
final class Launch {
    private static final Path TEMP = Path.of("/tmp");

    private final LinuxSandbox sandbox;
    private final LinuxKernel kernel;
    private final Request request;
    private final String mark;

    /// What is given back when the child was started, or was not.
    private final Resources ofTheStart = new Resources();

    /// What is given back at once when the child was not started.
    private final Resources notStarted = new Resources();

    /// What is given back when the child has ended.
    private final Resources ofTheChild = new Resources();

    private final List<SpawnerStep> steps = new ArrayList<>();
    private Optional<FirstProcess> first = Optional.empty();

    /// @param mark what the child and its descendants are told from others by
    Launch(LinuxSandbox sandbox, Request request, String mark) {
        this.sandbox = sandbox;
        this.kernel = sandbox.kernel();
        this.request = request;
        this.mark = mark;
    }

    LinuxKernel kernel() {
        return kernel;
    }

    /// @throws IOException naming the step that failed; then nothing is left of the start
    RunningChild run() throws IOException {
        var memory = sandbox.memory().lend();
        ofTheStart.add(memory::close);
        try {
            return run(memory);
        } catch (IOException | RuntimeException e) {
            notStarted.close();
            ofTheChild.close();
            first.ifPresent(FirstProcess::collectUnused);
            throw e;
        } finally {
            ofTheStart.close();
        }
    }

    private RunningChild run(SegmentAllocator memory) throws IOException {
        var user = sandbox.user(request);
        var folders = sandbox.folders();
        ofTheChild.add(() -> folders.remove(mark));
        var temp = folders.temp(mark, user);
        var home = folders.home(request.profile(), user);
        var guard = sandbox.guard();
        notStarted.add(guard::release);
        var layered = sandbox.layers(request.profile(), user);
        var places = new HomePlaces(kernel, home, user);
        var view = new ChildView(sandbox.around(), folders, temp, places, layered, request);
        var environment = environment(home, temp);
        sandbox.around().caches().stream()
                .filter(cache -> !layered.containsKey(cache))
                .flatMap(cache -> cache.variable().stream())
                .map(variable -> variable.split("=", 2))
                .forEach(variable -> environment.putIfAbsent(variable[0], variable[1]));

        var group = group(memory);
        var proc = MemorySegment.NULL;
        var network = sandbox.network(request.profile());
        network.tell(environment);
        network.own().ifPresent(this::enter);
        unshare();
        if (sandbox.has(Layer.MOUNTS)) {
            var plan = new MountPlan(kernel, memory);
            ofTheStart.add(plan::close);
            view.mount(plan, user, sandbox.maps(), guard.held());
            view.mountSettings(plan, network.mavenSettings());
            steps.addAll(plan.prepare());
            holdMounts(memory);
        }
        if (sandbox.has(Layer.PROCESSES)) {
            first = Optional.of(new FirstProcess(kernel, memory, ofTheStart, ofTheChild));
            steps.addAll(first.get().steps(sandbox.has(Layer.MOUNTS), sandbox.firstWays()));
            if (sandbox.has(Layer.MOUNTS)) {
                proc = openProc(memory);
            }
        }
        var becoming = user.map(it -> it.becoming(kernel)).orElse(List.of());
        steps.addAll(becoming);
        steps.add(
                kernel.prepare(
                        "renouncing privileges", SystemCall.PRCTL, Flags.PR_SET_NO_NEW_PRIVS, 1));
        landlock(view, network, proc);
        if (sandbox.has(Layer.SECCOMP)) {
            steps.add(sandbox.filter());
        }
        var pipes = new ChildPipes(kernel, request.oneStream(), request.fed());
        ofTheStart.add(pipes::close);
        var program = program(memory, environment, pipes);
        notStarted.add(() -> end(program));
        steps.add(program);
        var limits = Optional.<ResourceLimits>empty();
        if (group.isEmpty()) {
            limits = Optional.of(new ResourceLimits(kernel, memory, request.limits()));
            steps.addAll(limits.get().steps(program));
        }
        Spawner.run(steps, memory);
        var running = started(program, group, pipes, guard);
        if (limits.isPresent()) {
            try {
                limits.get().layOnDescendants(program.pid(), becoming, memory);
            } catch (IOException e) {
                running.tree().kill();
                throw e;
            }
        }
        return running;
    }

    private Map<String, String> environment(Path home, Path temp) {
        var environment = new TreeMap<>(request.environment());
        if (!request.fed()) { // a server that is spoken to does not commit
            sandbox.around().identity().variables().forEach(environment::putIfAbsent);
        }
        environment.put(Started.MARK, mark);
        environment.put("HOME", home.toString());
        var seen = sandbox.has(Layer.MOUNTS) ? TEMP : temp;
        environment.put("TMPDIR", seen.toString());
        return environment;
    }

    /// Have the spawner enter the child's control groups. In version 1 a thread can, and takes
    /// nobody along.
    private Optional<ControlGroup> group(SegmentAllocator memory) throws IOException {
        var group = sandbox.group(mark, request.limits());
        if (group.isPresent()) {
            ofTheChild.add(group.get()::remove);
            var self = memory.allocateFrom("0");
            for (var door : group.get().doors()) {
                var open = ofTheStart.add(kernel.open(door.toString(), Flags.O_WRONLY));
                steps.add(
                        kernel.prepare(
                                "entering " + door,
                                SystemCall.WRITE,
                                open.number(),
                                self.address(),
                                1));
            }
        }
        return group;
    }

    private void enter(NetworkNamespace own) {
        steps.add(
                kernel.prepare(
                        "entering the network",
                        SystemCall.SETNS,
                        own.descriptor(),
                        Flags.CLONE_NEWNET));
    }

    private void unshare() {
        int flags =
                (sandbox.has(Layer.MOUNTS) ? Flags.CLONE_FS | Flags.CLONE_NEWNS : 0)
                        | (sandbox.has(Layer.PROCESSES)
                                ? Flags.CLONE_NEWPID | Flags.CLONE_NEWIPC
                                : 0);
        if (flags != 0) {
            steps.add(kernel.prepare("making namespaces", SystemCall.UNSHARE, flags));
        }
    }

    /// Hold the mounts until the child is forgotten: taking them down takes the kernel longer than
    /// the start of a program, and who ends last would have to wait for it.
    private void holdMounts(SegmentAllocator memory) {
        var handle = StepHandle.lasting(kernel);
        steps.add(handle.opening(memory, "holding mounts", "/proc/thread-self/ns/mnt", 0));
        ofTheChild.add(handle::close);
    }

    /// The rule for a `/proc` that is the child's own must name that mount, which only the spawner
    /// sees.
    /// @return the rule, which takes its handle from the step
    private MemorySegment openProc(SegmentAllocator memory) {
        var rule = memory.allocate(Landlock.PATH_RULE_BYTES, 8);
        rule.set(JAVA_LONG_UNALIGNED, 0, Landlock.READ);
        var handle =
                new StepHandle(kernel, rule.asSlice(Landlock.PATH_RULE_HANDLE_AT, Integer.BYTES));
        steps.add(handle.opening(memory, "opening /proc", "/proc", Flags.O_PATH));
        ofTheStart.add(handle::close);
        return rule;
    }

    private void landlock(ChildView view, ProfileNetwork network, MemorySegment proc)
            throws IOException {
        if (!sandbox.has(Layer.LANDLOCK)) {
            return;
        }
        Optional<OptionalInt> ports =
                network.own().isPresent() ? Optional.empty() : Optional.of(network.port());
        boolean procIsOurs = proc.byteSize() != 0;
        var rules = ofTheStart.add(sandbox.landlock().ruleset(view.rules(ports, procIsOurs)));
        if (procIsOurs) {
            steps.add(
                    kernel.prepare(
                            "allowing /proc",
                            SystemCall.LANDLOCK_ADD_RULE,
                            rules.number(),
                            Landlock.RULE_PATH_BENEATH,
                            proc.address(),
                            0));
        }
        steps.add(
                kernel.prepare(
                        "raising Landlock", SystemCall.LANDLOCK_RESTRICT_SELF, rules.number(), 0));
    }

    private PreparedSpawn program(
            SegmentAllocator memory, Map<String, String> environment, ChildPipes pipes) {
        var spawn =
                new PreparedSpawn(
                        memory,
                        new PreparedSpawn.Plan(
                                request.program().toString(),
                                request.arguments(),
                                environment,
                                request.directory().toString(),
                                "/dev/null",
                                pipes.input(),
                                pipes.output(),
                                pipes.errors()));
        ofTheStart.add(spawn::free);
        return spawn;
    }

    /// End a program that was started by a start that then failed.
    private void end(PreparedSpawn program) {
        if (program.pid() > 0) {
            kernel.call(SystemCall.KILL, program.pid(), Flags.SIGKILL);
            ChildWait.reap(kernel, program.pid());
        }
    }

    private RunningChild started(
            PreparedSpawn program, Optional<ControlGroup> group, ChildPipes pipes, Guard guard)
            throws IOException {
        int pid = program.pid();
        if (group.isPresent()) {
            group.get().take(pid);
        }
        var started =
                new Started(
                        pid,
                        ProcessEntry.of(pid).map(ProcessEntry::startTicks).orElse(0L),
                        pid,
                        mark,
                        group.map(ControlGroup::paths).orElse(List.of()));
        var firstPid = first.isPresent() ? OptionalInt.of(first.get().pid()) : OptionalInt.empty();
        var tree = new ChildTree(kernel, started, firstPid, group, true);
        return new RunningChild(
                tree,
                pipes.writeInput(),
                pipes.readOutput(),
                pipes.readErrors(),
                guard,
                ofTheChild);
    }
}
