package dev.bestcode.wasm;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.tool.Workspace;
import dev.bestcode.wasm.binary.ComponentDecoder;
import dev.bestcode.wasm.check.ComponentChecker;
import dev.bestcode.wasm.engine.CodeCache;
import dev.bestcode.wasm.engine.Compiler;
import dev.bestcode.wasm.host.Mount;
import dev.bestcode.wasm.host.Reach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Loads components. Those of one runtime share its bound on instances that are at work at once.
///
/// A component runs in the interpreter until its code is compiled, which happens in the background
/// when the runtime compiles at all.
public final class ComponentRuntime {
    /// Each may take the memory limit, and a quarter of the heap is what they get together.
    private static final int AT_ONCE = 4;

    private final Clock clock;
    private final Optional<Compiler> compiler;
    private final Optional<Function<Folder, ? extends Workspace>> folders;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    private ComponentRuntime(
            Clock clock,
            Optional<Compiler> compiler,
            Optional<Function<Folder, ? extends Workspace>> folders) {
        this.clock = clock;
        this.compiler = compiler;
        this.folders = folders;
    }

    private static ComponentRuntime of(Optional<Compiler> compiler) {
        return new ComponentRuntime(Clock.systemUTC(), compiler, Optional.empty());
    }

    /// Runs no code but its own: components stay interpreted.
    public static ComponentRuntime interpreting() {
        return of(Optional.empty());
    }

    /// Compiles components to JVM code, again in each process.
    public static ComponentRuntime compiling() {
        return of(Optional.of(Compiler.withoutCache()));
    }

    /// Compiles components to JVM code, which is kept.
    /// @param cache a folder that only its owner may enter, made when it is absent
    /// @throws IOException also when others may enter it
    public static ComponentRuntime compiling(Path cache) throws IOException {
        return of(Optional.of(Compiler.withCache(CodeCache.at(cache))));
    }

    /// Another clock, for tests.
    public ComponentRuntime withClock(Clock other) {
        return new ComponentRuntime(other, compiler, folders);
    }

    /// Opens the folders that components are granted, such as `Workspace::granted` of
    /// `bestcode-tools`; without this a component that is granted one is not loaded.
    /// @param open throws an [IllegalArgumentException] for a folder that cannot be opened
    public ComponentRuntime withFolders(Function<Folder, ? extends Workspace> open) {
        return new ComponentRuntime(clock, compiler, Optional.of(open));
    }

    /// Load what a listener of an organism names.
    /// @throws LinkException when it is another component than was pinned, or imports what it is
    /// not granted
    /// @throws WasmException when it cannot be used for another reason
    public WasmComponent load(WasmSpec spec) throws IOException {
        var limits =
                WasmLimits.defaults()
                        .withCallTime(Duration.ofSeconds(spec.limits().seconds()))
                        .withMemoryBytes((long) spec.limits().memoryMib() << 20);
        var bytes = read(spec.path(), limits);
        spec.sha256().ifPresent(pin -> requirePinned(pin, bytes, spec.path()));
        return load(bytes, spec.capabilities(), spec.denyStubs(), limits);
    }

    /// @param denied interfaces without version, or `package/*`, that link and refuse
    /// @throws WasmException when it cannot be used
    public WasmComponent load(
            byte[] bytes, Capabilities granted, List<String> denied, WasmLimits limits) {
        var component = checked(bytes, reach(granted), denied, limits);
        component.requireGranted();
        compiler.ifPresent(component::compileInBackground);
        return component;
    }

    /// Like [#load], for a look: what is not granted is in the report and no error.
    public WasmComponent inspect(
            byte[] bytes, Capabilities granted, List<String> denied, WasmLimits limits) {
        return checked(bytes, new Reach(granted, List.of()), denied, limits);
    }

    private WasmComponent checked(
            byte[] bytes, Reach reach, List<String> denied, WasmLimits limits) {
        requireSize(bytes.length, limits);
        var checked = ComponentChecker.check(ComponentDecoder.decode(bytes));
        return new WasmComponent(bytes, checked, reach, denied, limits, clock, atOnce);
    }

    private Reach reach(Capabilities granted) {
        var mounts = new LinkedHashMap<String, Mount>();
        for (var folder : granted.filesystem()) {
            var open =
                    folders.orElseThrow(
                            () ->
                                    new LinkException(
                                            "folder '%s' is granted, and nothing here opens one: add bestcode-tools and say withFolders(Workspace::granted)"
                                                    .formatted(folder.host())));
            try {
                var mount = new Mount(folder.guest(), open.apply(folder));
                if (mounts.put(mount.guest(), mount) != null) {
                    throw new LinkException(
                            "two folders are granted as '%s'".formatted(mount.guest()));
                }
            } catch (IllegalArgumentException e) {
                throw new LinkException(String.valueOf(e.getMessage()));
            }
        }
        return new Reach(granted, List.copyOf(mounts.values()));
    }

    /// A look within the default limits, with nothing granted.
    static WasmComponent look(byte[] bytes) {
        return interpreting().inspect(bytes, Capabilities.NONE, List.of(), WasmLimits.defaults());
    }

    private static byte[] read(Path path, WasmLimits limits) throws IOException {
        requireSize(Files.size(path), limits);
        return Files.readAllBytes(path);
    }

    private static void requireSize(long bytes, WasmLimits limits) {
        if (bytes > limits.componentBytes()) {
            throw new LimitExceededException(
                    "the component has %d bytes; allowed by 'componentBytes': %d"
                            .formatted(bytes, limits.componentBytes()));
        }
    }

    private static void requirePinned(Sha256 pin, byte[] bytes, Path path) {
        var found = Sha256.of(bytes);
        if (!found.equals(pin)) {
            throw new LinkException(
                    "%s has SHA-256 %s and is pinned to %s. Look at it with 'bestcode wasm inspect', then pin it anew."
                            .formatted(path, found, pin));
        }
    }
}
