package dev.bestcode.api.organism;

import dev.bestcode.api.kernel.Sha256;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A WebAssembly component that serves a listener. It reaches what is granted here and, through the
/// listener's ports, what the profile's `network` opens.
/// @param path absolute, of the component
/// @param sha256 of the component's bytes; another file is not loaded
/// @param function the one that the listener is, of a component that exports several
/// @param denyStubs interfaces without version, or `package/*`, that link and whose functions
///     refuse: for a component that imports what it can do without
public record WasmSpec(
        Path path,
        Optional<Sha256> sha256,
        Optional<String> function,
        List<String> denyStubs,
        Capabilities capabilities,
        Limits limits) {
    public WasmSpec {
        path = absolute(path, "path");
        denyStubs = List.copyOf(denyStubs);
    }

    /// A component that is granted nothing, with the default limits.
    public static WasmSpec of(Path path) {
        return new WasmSpec(
                path,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Capabilities.NONE,
                Limits.DEFAULT);
    }

    private static Path absolute(Path path, String key) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(
                    "%s is '%s'; allowed: an absolute path".formatted(key, path));
        }
        return path.normalize();
    }

    /// What is granted.
    /// @param env variables by name, in order; ours are not inherited
    public record Capabilities(
            List<Folder> filesystem,
            Map<String, Variable> env,
            Stdio stdio,
            Clocks clocks,
            Randomness random) {
        public static final Capabilities NONE =
                new Capabilities(List.of(), Map.of(), Stdio.NONE, Clocks.COARSE, Randomness.SEEDED);

        public Capabilities {
            filesystem = List.copyOf(filesystem);
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }

    /// A folder that the component sees under another name.
    /// @param host absolute
    /// @param guest absolute within the component, with `/`
    public record Folder(Path host, String guest, boolean readOnly) {
        public Folder {
            host = absolute(host, "host_path");
            if (!guest.startsWith("/")) {
                throw new IllegalArgumentException(
                        "guest_path is '%s'; allowed: an absolute path such as /data"
                                .formatted(guest));
            }
        }
    }

    /// Where a variable's value comes from.
    public sealed interface Variable {
        record Literal(String value) implements Variable {}

        /// @param name of a variable of our own environment, so that no secret stands in a file
        record FromEnvironment(String name) implements Variable {}
    }

    /// What becomes of the component's output streams; its input is always at its end.
    public enum Stdio {
        /// It is dropped.
        NONE,
        /// It is kept with the call, up to a limit.
        LOG
    }

    public enum Clocks {
        /// The same instant for all of a call.
        FROZEN,
        /// The time to a tenth of a second.
        COARSE,
        REAL
    }

    public enum Randomness {
        /// The same sequence for the same call.
        SEEDED,
        SECURE
    }

    /// Bounds on one call.
    /// @param seconds 0 to [#SECONDS_MAX]
    /// @param memoryMib 0 to [#MEMORY_MIB_MAX]
    public record Limits(int seconds, int memoryMib) {
        public static final Limits DEFAULT = new Limits(5, 256);

        /// As long as a command may take at most.
        public static final int SECONDS_MAX = 600;

        /// All that 32 bits address.
        public static final int MEMORY_MIB_MAX = 4096;

        public Limits {
            if (seconds < 0 || seconds > SECONDS_MAX) {
                throw new IllegalArgumentException(
                        "seconds is %d; allowed from 0 to %d".formatted(seconds, SECONDS_MAX));
            }
            if (memoryMib < 0 || memoryMib > MEMORY_MIB_MAX) {
                throw new IllegalArgumentException(
                        "memory_mib is %d; allowed from 0 to %d"
                                .formatted(memoryMib, MEMORY_MIB_MAX));
            }
        }
    }
}
