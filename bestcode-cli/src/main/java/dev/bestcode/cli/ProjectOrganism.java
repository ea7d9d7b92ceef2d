package dev.bestcode.cli;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.runtime.SystemTools;
import dev.bestcode.security.AuditDiff;
import dev.bestcode.security.ProjectFiles;
import dev.bestcode.security.WorkspaceTrust;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The organism that a command works with, and whose word it is. A file outside the workspace is
/// the user's own choice. One inside it is the project's, named on the command line or not: what an
/// agent may write today must not decide what it may do tomorrow.
/// @param servers of the project's `.mcp.json`; part of the organism once the workspace is trusted
/// @param texts skills and commands of the project, which count once it is trusted
record ProjectOrganism(
        OrganismFile file,
        Optional<ProjectFiles> files,
        ProjectServers servers,
        ProjectTexts texts) {
    /// Of the built-in profiles the one with the most rights.
    private static final String WIDEST = "coding";

    /// @param named on the command line; without it the project's own, else the built-in one
    static ProjectOrganism of(@Nullable Path named, Path workspace) throws IOException {
        var root = workspace.toRealPath();
        var own = root.resolve(ProjectFiles.ORGANISM);
        var servers = ProjectServers.in(root);
        var texts = ProjectTexts.ofProject(root);
        if (named == null && !Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            var builtIn = OrganismYaml.builtIn();
            boolean counts = !servers.servers().isEmpty() || !texts.isEmpty();
            return new ProjectOrganism(
                    OrganismFile.built(builtIn),
                    counts
                            ? Optional.of(files(root, List.of(), builtIn, servers, texts))
                            : Optional.empty(),
                    servers,
                    texts);
        }
        var file = named == null ? own : named;
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "there is no %1$s; 'bestcode organism init %1$s' writes one to start from"
                            .formatted(file));
        }
        var real = file.toRealPath();
        var opened = OrganismYaml.open(real, root);
        var organism = opened.organism();
        if (!real.startsWith(root) && !file.toAbsolutePath().normalize().startsWith(root)) {
            return new ProjectOrganism(
                    opened, Optional.empty(), ProjectServers.NONE, ProjectTexts.NONE);
        }
        var files = files(root, beside(organism, real, root), organism, servers, texts);
        return new ProjectOrganism(opened, Optional.of(files), servers, texts);
    }

    /// What was read counts as well as where it stands: nothing may change in between.
    private static ProjectFiles files(
            Path root,
            List<Path> beside,
            Organism organism,
            ProjectServers servers,
            ProjectTexts texts)
            throws IOException {
        var counting = new ArrayList<>(beside);
        if (!servers.servers().isEmpty()) {
            counting.add(root.resolve(ProjectServers.FILE));
        }
        counting.addAll(texts.files());
        var assembled = servers.in(organism).toString();
        return ProjectFiles.of(root, counting, texts.isEmpty() ? assembled : assembled + texts);
    }

    private static List<Path> beside(Organism organism, Path file, Path root) {
        var named = new ArrayList<Path>();
        if (file.startsWith(root)) {
            named.add(file);
        }
        organism.listeners().stream()
                .map(ListenerSpec::wasm)
                .flatMap(Optional::stream)
                .map(WasmSpec::path)
                .filter(component -> component.startsWith(root) && Files.exists(component))
                .forEach(named::add);
        // What a hook runs counts as what it says, wherever in the workspace it lies.
        organism.hooks().stream()
                .flatMap(hook -> hook.command().stream())
                .flatMap(word -> inWorkspace(word, root).stream())
                .forEach(named::add);
        return named;
    }

    private static Optional<Path> inWorkspace(String word, Path root) {
        try {
            var file = root.resolve(word).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    Organism organism() {
        return file.organism();
    }

    /// With the servers of the project.
    private Organism whole() {
        return servers.in(organism());
    }

    /// What the project's own files would allow beyond what holds without them, a line each: each
    /// profile is compared with the built-in one of its name, or else with the widest.
    List<String> widening(Path workspace) {
        var lines = widening(workspace, whole());
        servers.servers()
                .forEach(
                        server ->
                                lines.add(
                                        "server %s: %s"
                                                .formatted(
                                                        server.name(),
                                                        McpListCommand.way(server))));
        lines.addAll(texts.lines(digests()));
        return lines;
    }

    private Map<String, Sha256> digests() {
        return files.<Map<String, Sha256>>map(ProjectFiles::digests).orElse(Map.of());
    }

    private List<String> widening(Path workspace, Organism organism) {
        if (files.isEmpty()) {
            return new ArrayList<>();
        }
        var effects = effects(workspace, organism);
        var builtIn = OrganismYaml.builtIn();
        var lines = new ArrayList<String>();
        for (var profile : organism.profiles()) {
            var baseline =
                    builtIn.profile(
                                    builtIn.profile(profile.name()).isPresent()
                                            ? profile.name()
                                            : WIDEST)
                            .orElseThrow();
            lines.addAll(
                    AuditDiff.ofProfiles(
                                    builtIn, baseline.name(), organism, profile.name(), effects)
                            .gained());
        }
        organism.hooks().forEach(hook -> lines.add(HookLines.of(hook, digests())));
        return lines;
    }

    /// The organism that holds. Servers of a project that the user has not trusted are left out,
    /// with a sentence on standard error: many a project names some, and goes without.
    /// @throws UntrustedException when the project's organism would widen what may be done, and the
    ///     user has not trusted it
    OrganismFile trusted(Map<String, String> environment, Path workspace) throws IOException {
        var gained = widening(workspace, organism());
        boolean servesNobody = servers.servers().isEmpty();
        if (gained.isEmpty() && servesNobody) {
            return file;
        }
        boolean trusted = WorkspaceTrust.of(environment, workspace).isTrusted(files.orElseThrow());
        if (!gained.isEmpty() && !trusted) {
            throw new UntrustedException(workspace.toRealPath(), gained);
        }
        if (trusted) {
            servers.problems().forEach(line -> System.err.println(Printable.of(line)));
            return servesNobody ? file : new OrganismFile(whole(), file.places());
        }
        System.err.println(
                "%s names %d servers of tools, which are left out: 'bestcode trust' shows what they are and lets them count"
                        .formatted(ProjectServers.FILE, servers.servers().size()));
        return file;
    }

    /// The skills and commands that hold: the user's, and those of a project that the user has
    /// trusted. Others are left out, with a sentence on standard error.
    ProjectTexts texts(Map<String, String> environment, Path workspace) throws IOException {
        var users = ProjectTexts.ofUser(environment, workspace.toRealPath());
        boolean trusted =
                !texts.isEmpty()
                        && WorkspaceTrust.of(environment, workspace).isTrusted(files.orElseThrow());
        if (!texts.isEmpty() && !trusted) {
            System.err.println(
                    "the project has %s of its own, which are left out: 'bestcode trust' shows what they are and lets them count"
                            .formatted(texts.count()));
        }
        var holding = trusted ? users.and(texts) : users;
        holding.problems().forEach(line -> System.err.println(Printable.of(line)));
        return holding;
    }

    /// Of the native tools, and of components as far as their grants tell without loading them.
    static Map<String, Effect> effects(Path workspace, Organism... organisms) {
        var effects = new LinkedHashMap<String, Effect>();
        SystemTools.natives(
                        NativeTools.in(Workspace.at(workspace)),
                        (_, _, _, _) -> new CommandPolicy.Decision.Refuse(""))
                .forEach(tool -> effects.put(tool.descriptor().name(), tool.effect()));
        Arrays.stream(organisms)
                .flatMap(organism -> organism.listeners().stream())
                .forEach(listener -> component(effects, listener));
        return effects;
    }

    private static void component(Map<String, Effect> effects, ListenerSpec listener) {
        listener.wasm()
                .map(wasm -> changesNothing(listener, wasm) ? Effect.PURE : Effect.OPAQUE)
                .ifPresent(
                        effect ->
                                effects.merge(
                                        listener.name(),
                                        effect,
                                        (one, other) -> one == other ? one : Effect.OPAQUE));
    }

    private static boolean changesNothing(ListenerSpec listener, WasmSpec wasm) {
        return listener.ports().isEmpty()
                && wasm.capabilities().filesystem().stream().allMatch(WasmSpec.Folder::readOnly);
    }
}
