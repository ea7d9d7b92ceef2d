package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Brings shared libraries from the class path to where the system can load them: a folder of this
/// user alone, each under the hash of its content, so that versions never meet. What lies there is
/// compared before it is loaded.
/// @param folder made when it is first needed
/// @param processor in the words of the JVM, as is the system
record NativeLibraries(Path folder, String processor, String system) {
    /// @param environment read for `XDG_CACHE_HOME`, absolute, and `HOME`
    static NativeLibraries of(Map<String, String> environment) {
        return new NativeLibraries(
                cacheHome(environment).resolve("bestcode/natives"),
                System.getProperty("os.arch"),
                System.getProperty("os.name"));
    }

    private static Path cacheHome(Map<String, String> environment) {
        var named = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return named.isAbsolute()
                ? named
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(".cache");
    }

    /// Whether there is one for this system on the class path.
    boolean has(String library) {
        return resource(library).map(NativeLibraries.class::getResource).isPresent();
    }

    /// @return the file to load; empty when there is none for this system on the class path
    Optional<Path> extract(String library) throws IOException {
        var resource = resource(library);
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        try (var in = NativeLibraries.class.getResourceAsStream(resource.get())) {
            return in == null ? Optional.empty() : Optional.of(place(library, in.readAllBytes()));
        }
    }

    private Path place(String library, byte[] content) throws IOException {
        makeFolder();
        var file = folder.resolve(library + "-" + Sha256.of(content).hex());
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            var temporary = Files.createTempFile(folder, library, ".tmp"); // of this user alone
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(folder);
        var view = Files.getFileStore(folder).supportsFileAttributeView("posix");
        if (view) { // refused when the folder is another's, whose files are not to be loaded
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Where the jars of the grammars have it; empty for a system that they have nothing for.
    private Optional<String> resource(String library) {
        var architecture =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    default -> "";
                };
        var lower = system.toLowerCase(Locale.ROOT);
        var name =
                lower.contains("linux")
                        ? "/lib/%s-linux-gnu-%s.so"
                        : lower.contains("mac") ? "/lib/%s-macos-%s.dylib" : "";
        return architecture.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(name.formatted(architecture, library));
    }
}
