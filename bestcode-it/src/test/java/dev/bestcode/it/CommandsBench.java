package dev.bestcode.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Started;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;
import dev.bestcode.security.CommandAllowList;
import dev.bestcode.security.SystemSandbox;
import dev.bestcode.tools.ChildNotes;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// `command-exec` over a workspace of a test, with the policy and the sandbox that a system has.
final class CommandsBench implements AutoCloseable {
    private final Sandbox sandbox;
    private final NativeTools tools;
    private final ToolPeer exec;
    private final Listed rights;
    private final Set<Started> started = ConcurrentHashMap.newKeySet();

    /// @param listed programs of the profile; each is one that the tests may start
    CommandsBench(Path workspace, Path folder, Collection<String> listed) {
        this(workspace, folder, listed, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /// What a call printed.
    static String text(ToolOutcome outcome) {
        return outcome.content().stream()
                .map(block -> block instanceof ContentBlock.Text(var text) ? text : "")
                .collect(Collectors.joining());
    }

    /// @param path where programs are looked for
    CommandsBench(Path workspace, Path folder, Collection<String> listed, String path) {
        var profile = new ProfileSpec("coding", List.of(), Map.of(), List.copyOf(listed));
        var policy =
                CommandAllowList.of(
                        Organism.named("commands").profile(profile).build(), path, workspace);
        sandbox = SystemSandbox.around(workspace, folder, System.getenv()).build();
        tools = NativeTools.in(Workspace.at(workspace)).withSandbox(sandbox, new Noting());
        exec =
                tools.peers(policy).stream()
                        .filter(peer -> peer.descriptor().name().equals("command-exec"))
                        .findFirst()
                        .orElseThrow();
        rights = new Listed(listed);
    }

    boolean contained() {
        return sandbox.contains(rights.commandGrants());
    }

    ToolPreview preview(String command) {
        return exec.preview(call(command, 20));
    }

    ToolOutcome run(String command, int seconds) throws InterruptedException {
        return exec.call(call(command, seconds));
    }

    /// What of all that was started is still there, a line each: whoever bears its mark or is of
    /// its session.
    List<String> survivors() {
        return ProcessHandle.allProcesses()
                .flatMap(
                        handle ->
                                started.stream()
                                        .filter(child -> isOf(child, handle))
                                        .map(child -> handle.pid() + " of " + child.mark()))
                .toList();
    }

    private static boolean isOf(Started child, ProcessHandle handle) {
        try {
            var proc = Path.of("/proc", Long.toString(handle.pid()));
            var environment = new String(Files.readAllBytes(proc.resolve("environ")), ISO_8859_1);
            var stat = new String(Files.readAllBytes(proc.resolve("stat")), ISO_8859_1);
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return environment.contains(Started.MARK + "=" + child.mark())
                    || (fields[3].equals(Long.toString(child.group())) && !fields[0].equals("Z"));
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private final class Noting implements ChildNotes {
        @Override
        public void started(Started child) {
            started.add(child);
        }

        @Override
        public void ended(Started child) {
            // It stays on the list: that is what is to be true.
        }
    }

    private ToolCall call(String command, int seconds) {
        var arguments =
                JsonObject.builder().put("command", command).put("timeout", seconds).build();
        return new ToolCall(arguments, new RunId("test"), "coding", rights, _ -> {});
    }

    @Override
    public void close() throws IOException {
        tools.close();
        sandbox.close();
    }

    /// The lines of a resource of this package that are no comments.
    static List<String> lines(String resource) {
        try (var in = CommandsBench.class.getResourceAsStream("commands/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A workspace as there are many: a repository with a few files.
    static Path workspace(Path folder) throws IOException, InterruptedException {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("README.md"), "Setup\n");
        Files.writeString(workspace.resolve("a.txt"), "text\n");
        Files.createDirectory(workspace.resolve("sub"));
        Files.createSymbolicLink(
                workspace.resolve("link"), Files.createDirectory(folder.resolve("outside")));
        for (var words :
                List.of(
                        List.of("git", "init", "-q"),
                        List.of("git", "add", "README.md", "a.txt"),
                        List.of(
                                "git",
                                "-c",
                                "user.name=t",
                                "-c",
                                "user.email=t@t",
                                "commit",
                                "-qm",
                                "x"))) {
            new ProcessBuilder(words).directory(workspace.toFile()).start().waitFor();
        }
        Files.writeString(workspace.resolve("a.txt"), "changed\n");
        return workspace;
    }

    /// Make a workspace what it was, after an attack.
    static void reset(Path workspace, Path template) throws IOException {
        try (var children = Files.list(workspace)) {
            for (var child : children.toList()) {
                remove(child);
            }
        }
        copy(template, workspace);
    }

    /// Remove a file, a link or a folder with all in it.
    static void remove(Path top) throws IOException {
        try (var paths = Files.walk(top)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// @param to an empty folder
    static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : paths.skip(1).toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// Rights to start those programs.
    private record Listed(Collection<String> names) implements Rights {
        @Override
        public Access request(String sender, String listener, String tag) {
            return new Access.NoRoute("none");
        }

        @Override
        public Access answer(String listener) {
            return new Access.NoRoute("none");
        }

        @Override
        public Set<String> reachable(String sender) {
            return Set.of();
        }

        @Override
        public Map<String, Optional<Sha256>> commands() {
            var commands = new HashMap<String, Optional<Sha256>>();
            names.forEach(name -> commands.put(name, Optional.empty()));
            return commands;
        }

        @Override
        public Bytes canonical() {
            return Bytes.EMPTY;
        }

        @Override
        public Sha256 sha256() {
            return canonical().sha256();
        }
    }
}
