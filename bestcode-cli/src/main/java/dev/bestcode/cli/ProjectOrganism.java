package dev.bestcode.cli;

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
record ProjectOrganism(OrganismFile file, Optional<ProjectFiles> files, ProjectServers servers) {
    /// Of the built-in profiles the one with the most rights.
    private static final String WIDEST = "coding";

    /// @param named on the command line; without it the project's own, else the built-in one
    static ProjectOrganism of(@Nullable Path named, Path workspace) throws IOException {
        var root = workspace.toRealPath();
        var own = root.resolve(ProjectFiles.ORGANISM);
        var servers = ProjectServers.in(root);
        if (named == null && !Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            var builtIn = OrganismYaml.builtIn();
            return new ProjectOrganism(
                    OrganismFile.built(builtIn),
                    servers.servers().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    ProjectFiles.of(
                                            root,
                                            List.of(root.resolve(ProjectServers.FILE)),
                                            servers.in(builtIn).toString())),
                    servers);
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
            return new ProjectOrganism(opened, Optional.empty(), ProjectServers.NONE);
        }
        var counting = beside(organism, real, root);
        if (!servers.servers().isEmpty()) {
            counting.add(root.resolve(ProjectServers.FILE));
        }
        var files = ProjectFiles.of(root, counting, servers.in(organism).toString());
        return new ProjectOrganism(opened, Optional.of(files), servers);
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
        return named;
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
        return lines;
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
        return lines;
    }

    /// The organism that holds. Servers of a project that the user has not trusted are left out,
    /// with
    /// a sentence on standard error: many a project names some, and goes without.
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
