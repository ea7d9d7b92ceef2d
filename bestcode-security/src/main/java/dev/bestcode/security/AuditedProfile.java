package dev.bestcode.security;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.security.Permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What one profile can reach.
public final class AuditedProfile {
    private final ProfileSpec spec;
    private final DispatchTable table;
    private final List<Reached> reached;
    private final List<AuditedCall> calls;
    private final List<HookSpec> hooks;
    private final StandingWalls walls;

    AuditedProfile(
            ProfileSpec spec,
            DispatchTable table,
            List<Reached> reached,
            List<AuditedCall> calls,
            List<HookSpec> hooks,
            StandingWalls walls) {
        this.spec = spec;
        this.table = table;
        this.reached = reached;
        this.calls = List.copyOf(calls);
        this.hooks = List.copyOf(hooks);
        this.walls = walls;
    }

    /// A listener that a message can come to.
    /// @param way the shortest, from the user to it
    /// @param permission the mildest of all ways
    record Reached(String name, List<String> way, Permission permission, Authority authority) {}

    public String name() {
        return spec.name();
    }

    /// The listeners that a message can come to.
    public Set<String> reachable() {
        var names = new TreeSet<String>();
        reached.forEach(one -> names.add(one.name()));
        return names;
    }

    /// For a person, a line each.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("profile " + name());
        for (var one : reached) {
            lines.add(
                    "  %-6s %-14s %s"
                            .formatted(
                                    word(one.permission()), one.name(), one.authority().words()));
            lines.add("         by %s; held by: %s".formatted(way(one), heldBy(one)));
        }
        calls.forEach(call -> lines.add("  " + call.line()));
        details().forEach(line -> lines.add("  " + line));
        conclusions().forEach(line -> lines.add("  ! " + line));
        return lines;
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("profile", name())
                .put(
                        "reachable",
                        new JsonArray(List.copyOf(reached.stream().map(this::json).toList())))
                .put(
                        "calls",
                        new JsonArray(
                                List.copyOf(calls.stream().map(AuditedCall::toJson).toList())))
                .put("hooks", JsonArray.ofStrings(hooks.stream().map(HookSpec::words).toList()))
                .put("grants", table.grants().toJson())
                .put("conclusions", JsonArray.ofStrings(conclusions()))
                .build();
    }

    private JsonObject json(Reached one) {
        return JsonObject.builder()
                .put("listener", one.name())
                .put("way", JsonArray.ofStrings(one.way()))
                .put("permission", word(one.permission()))
                .put("authority", one.authority().words())
                .put("wall", heldBy(one))
                .build();
    }

    private String heldBy(Reached one) {
        if (!one.authority().startsPrograms()) {
            return one.authority().wall();
        }
        return walls.contain()
                ? "the walls below"
                : "the policies of programs alone: no wall is known to hold a program here, so it has the"
                        + " rights of the user";
    }

    private List<String> details() {
        var details = new ArrayList<String>();
        var grants = table.grants();
        if (has(Authority.START_PROGRAMS)) {
            add(details, "programs", grants.startable().keySet());
        }
        hooks.forEach(hook -> details.add("hook " + hook.words()));
        if (startsPrograms() || !hooks.isEmpty()) {
            details.addAll(walls.lines());
        }
        add(details, "network", grants.hosts());
        add(details, "variables", grants.env());
        grants.paths()
                .forEach(
                        path ->
                                details.add(
                                        "%s may %s %s"
                                                .formatted(
                                                        path.scope(),
                                                        path.write() ? "change" : "read",
                                                        path.path())));
        grants.user()
                .ifPresent(
                        users ->
                                details.add(
                                        "runs commands as %s"
                                                .formatted(String.join(", ", users.names()))));
        return details;
    }

    private static void add(List<String> details, String what, Set<String> names) {
        if (!names.isEmpty()) {
            details.add(what + ": " + String.join(", ", names));
        }
    }

    private List<String> conclusions() {
        var conclusions = new ArrayList<String>();
        boolean exec = startsPrograms();
        if (exec) {
            conclusions.add(
                    (has(Authority.WRITE_WORKSPACE)
                                    ? "it writes files and starts programs: that is arbitrary code inside the sandbox"
                                    : "it starts programs, many of which run code from files of the workspace: inside"
                                            + " the sandbox")
                            + outside());
        }
        if (spec.sandbox().walls() == SandboxSpec.Walls.REQUIRED) {
            conclusions.add(
                    "it requires the sandbox: no program starts where one of its walls does not stand");
        }
        if (has(Authority.CODE)) {
            conclusions.add("code in this process is trusted: no wall holds it");
        }
        if (!hooks.isEmpty()) {
            conclusions.add(
                    "its hooks start programs that the organism names: inside the sandbox"
                            + outside());
        }
        if (!exec && !has(Authority.WRITE_WORKSPACE) && !has(Authority.CODE)) {
            conclusions.add("it has no route to anything that writes files or starts programs");
        }
        return conclusions;
    }

    /// What code inside the sandbox can do outside of it.
    private String outside() {
        if (!walls.contain()) {
            return "; no sandbox is known to stand here, so it is code with the rights of the user,"
                    + " network included";
        }
        return walls.stands("network")
                ? ", which reaches no other machine but by the network shown"
                : ", which holds files; hosts are not walled where the wall 'network' is missing";
    }

    /// Whether it can start one: `command-exec` only what is listed.
    private boolean startsPrograms() {
        return has(Authority.RUN_A_COMMAND)
                || (has(Authority.START_PROGRAMS) && !table.grants().startable().isEmpty());
    }

    private boolean has(Authority authority) {
        return reached.stream().anyMatch(one -> one.authority() == authority);
    }

    private static String way(Reached one) {
        return String.join(" → ", one.way());
    }

    static String word(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }
}
