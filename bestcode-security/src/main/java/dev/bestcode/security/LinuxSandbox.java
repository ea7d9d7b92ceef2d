package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The walls of Linux, as many of them as stand here, around one workspace.
final class LinuxSandbox implements Sandbox {
    static final Path PROC = Path.of("/proc");

    /// Folders of people and of the system's services, which a child sees nothing of.
    static final List<Path> COVERED =
            List.of(Path.of("/home"), Path.of("/root"), Path.of("/run"), Path.of("/mnt"));

    /// Commands at once and background jobs; more than that is a mistake of ours.
    private static final int CHILDREN_MAX = 256;

    /// Without these a profile that requires walls starts nothing.
    private static final Set<Layer> REQUIRED =
            EnumSet.of(Layer.MOUNTS, Layer.PROCESSES, Layer.NETWORK, Layer.LANDLOCK, Layer.SECCOMP);

    private final LinuxKernel kernel;
    private final Confinement around;
    private final Map<Layer, String> missing;
    private final boolean rootAllowed;
    private final Optional<Landlock> landlock;
    private final Optional<ControlGroups> groups;
    private final PrivateFolders folders;
    private final ProtectedPlaces places;
    private final IdMaps maps;
    private final Layers layers;
    private final PreparedCall filter;
    private final FirstProcess.Ways firstWays;
    private final StartMemory.Pool memory = new StartMemory.Pool();
    private final Arena arena = Arena.ofAuto();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform()
                            .name("bestcode-child")
                            .daemon(true)
                            .inheritInheritableThreadLocals(false)
                            .factory());
    private final Set<LinuxChild> children = ConcurrentHashMap.newKeySet();
    private final Networks networks;
    private volatile boolean closed;

    /// @param missing layers that do not stand, with the reason
    /// @param rootAllowed whether a child may be root, where the wall `user` was left out on
    /// purpose
    /// @param ways to have the first process of a pid namespace
    LinuxSandbox(
            LinuxKernel kernel,
            Confinement around,
            Map<Layer, String> missing,
            boolean rootAllowed,
            FirstProcess.Ways ways)
            throws IOException {
        this.kernel = kernel;
        this.around = around;
        this.missing = missing.isEmpty() ? Map.of() : new EnumMap<>(missing);
        this.rootAllowed = rootAllowed;
        this.landlock = Landlock.of(kernel);
        if (landlock.isPresent()) {
            landlock.get().hold(around.toolchains());
        }
        this.groups = has(Layer.LIMITS) ? ControlGroups.here(_ -> {}) : Optional.empty();
        this.folders = new PrivateFolders(around.folder());
        folders.removeOrphans();
        this.places =
                new ProtectedPlaces(
                        kernel,
                        around.workspace(),
                        ProtectedPath.all(around.workspace().equals(around.home())));
        this.maps = new IdMaps(kernel);
        this.layers = new Layers(kernel, folders.layers(), maps);
        this.networks = new Networks(kernel, has(Layer.NETWORK), around.wayOut(), folders);
        this.firstWays = ways;
        this.filter =
                kernel.prepare(
                        "raising the filter of system calls",
                        SystemCall.SECCOMP,
                        Flags.SECCOMP_SET_MODE_FILTER,
                        0,
                        Seccomp.filter(kernel.architecture(), sockets()).in(arena).address());
    }

    private Seccomp.Sockets sockets() {
        if (has(Layer.NETWORK) && has(Layer.MOUNTS)) {
            return Seccomp.Sockets.OWN_NETWORK;
        }
        return has(Layer.LANDLOCK) && landlock.filter(Landlock::knowsPorts).isPresent()
                ? Seccomp.Sockets.TCP_BY_PORT
                : Seccomp.Sockets.NONE;
    }

    @Override
    public List<Wall> walls(CommandGrants grants) {
        return Layer.walls(missing);
    }

    @Override
    public boolean contains(CommandGrants grants) {
        return Layer.contain(missing.keySet());
    }

    @Override
    public Child start(Request request, Consumer<Started> note) throws SandboxException {
        check(request);
        var child = LinuxChild.start(new Launch(this, request, Boot.newMark()), threads);
        children.add(child);
        child.whenEnded(() -> children.remove(child));
        try {
            note.accept(child.process());
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
        return child;
    }

    private void check(Request request) throws SandboxException {
        if (closed) {
            throw new SandboxException("the sandbox is closed; nothing starts any more");
        }
        if (children.size() >= CHILDREN_MAX) {
            throw new SandboxException(
                    "%d programs are running, and no more may; wait for one or kill one"
                            .formatted(CHILDREN_MAX));
        }
        if (request.grants().wallsRequired()) {
            var lacking = REQUIRED.stream().filter(layer -> !has(layer)).findFirst();
            if (lacking.isPresent()) {
                throw new SandboxException(
                        "profile '%s' says 'sandbox: required', and the wall '%s' does not stand here: %s"
                                .formatted(
                                        request.profile(),
                                        lacking.get().word(),
                                        missing.get(lacking.get())));
            }
        }
    }

    @Override
    public int sweep(Started earlier) {
        int killed = Sweep.of(kernel, earlier);
        folders.removeOrphans(); // now that nobody fills them
        return killed;
    }

    @Override
    public void close() {
        closed = true;
        children.forEach(LinuxChild::close);
        children.forEach(LinuxChild::awaitCleaned);
        threads.shutdown();
        networks.close();
        layers.close();
        maps.close();
        landlock.ifPresent(Landlock::close);
    }

    LinuxKernel kernel() {
        return kernel;
    }

    Confinement around() {
        return around;
    }

    PrivateFolders folders() {
        return folders;
    }

    IdMaps maps() {
        return maps;
    }

    StartMemory.Pool memory() {
        return memory;
    }

    PreparedCall filter() {
        return filter;
    }

    FirstProcess.Ways firstWays() {
        return firstWays;
    }

    boolean has(Layer layer) {
        return !missing.containsKey(layer);
    }

    Landlock landlock() {
        return landlock.orElseThrow();
    }

    /// Who the child runs as; absent is whoever we are.
    /// @throws IOException when we are root and can show the workspace to nobody else
    Optional<ChildUser> user(Request request) throws IOException {
        var name = request.grants().user();
        if (!has(Layer.USER)) {
            var why = missing.getOrDefault(Layer.USER, "");
            if (name.isPresent() && ChildUser.named(name.get()).uid() != ChildUser.ours()) {
                throw new IOException("linux_user is '%s', but %s".formatted(name.get(), why));
            }
            if (ChildUser.ours() == 0 && !rootAllowed) {
                throw new IOException(
                        "this is root, nothing is started as root, and %s; start BestCode as another user, see docs/sandbox.md"
                                .formatted(why));
            }
            return Optional.empty();
        }
        return Optional.of(
                name.isPresent()
                        ? ChildUser.named(name.get())
                        : ChildUser.of(around.workspace(), request.profile()));
    }

    /// The package caches that a profile's children find in their home.
    Map<PackageCache, Descriptor> layers(String profile, Optional<ChildUser> user)
            throws IOException {
        var found = new LinkedHashMap<PackageCache, Descriptor>();
        if (has(Layer.MOUNTS)) {
            for (var cache : around.caches()) {
                layers.over(cache, PrivateFolders.fileName(profile), user)
                        .ifPresent(mount -> found.put(cache, mount));
            }
        }
        return found;
    }

    /// Set up what protects the workspace's hooks and settings from one child.
    Guard guard() throws IOException {
        if (has(Layer.MOUNTS)) {
            return places.hold();
        }
        return new Guard(
                List.of(),
                Optional.of(ProtectedState.of(around.workspace(), places.paths())),
                () -> {});
    }

    Optional<ControlGroup> group(String mark, Limits limits) throws IOException {
        return groups.isPresent() ? Optional.of(groups.get().make(mark, limits)) : Optional.empty();
    }

    ProfileNetwork network(String profile) throws IOException {
        return networks.of(profile);
    }
}
