package dev.bestcode.organism;

import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.organism.SandboxSpec.Walls;
import dev.bestcode.organism.OrganismChange.Effect;

import java.util.Optional;

/// Compares two declarations of a profile.
final class ProfileChanges {
    private final OrganismChanges changes;
    private final BudgetChanges amounts;

    ProfileChanges(OrganismChanges changes) {
        this.changes = changes;
        this.amounts = new BudgetChanges(changes);
    }

    void compare(String path, String what, ProfileSpec older, ProfileSpec newer) {
        changes.rights(
                path + ".listeners", what + " reaches", older.listeners(), newer.listeners());
        var kept = newer.listeners().stream().filter(older.listeners()::contains).toList();
        amounts.permissions(path, what, kept, older.permissions(), newer.permissions());
        changes.rights(path + ".commands", what + " may start", older.commands(), newer.commands());
        pins(path, what, older, newer);
        changes.rights(
                path + ".network", what + " opens the ports of", older.network(), newer.network());
        changes.same(
                Effect.WIDENED,
                path + ".linux_user",
                what + " runs its commands as somebody else",
                older.linuxUser(),
                newer.linuxUser());
        sandbox(path + ".sandbox", what, older.sandbox(), newer.sandbox());
        amounts.budget(path, what, older.budget(), newer.budget());
        changes.same(
                Effect.CHANGED,
                path + ".journal",
                what + " keeps its runs otherwise; those that began keep as they did",
                older.retention(),
                newer.retention());
    }

    private void pins(String path, String what, ProfileSpec older, ProfileSpec newer) {
        for (var program : newer.commands()) {
            var before = older.pins().get(program);
            var after = newer.pins().get(program);
            if (older.commands().contains(program)) {
                changes.same(
                        before == null ? Effect.NARROWED : Effect.WIDENED,
                        path + ".commands." + program,
                        what + " pins " + Shown.quoted(program) + " otherwise",
                        Optional.ofNullable(before),
                        Optional.ofNullable(after));
            }
        }
    }

    private void sandbox(String path, String what, SandboxSpec older, SandboxSpec newer) {
        changes.same(
                newer.walls() == Walls.REQUIRED ? Effect.NARROWED : Effect.WIDENED,
                path + ".walls",
                what + " has walls " + Words.word(newer.walls()),
                older.walls(),
                newer.walls());
        changes.rights(path + ".read", what + " lets commands read", older.read(), newer.read());
        changes.rights(
                path + ".write", what + " lets commands write", older.write(), newer.write());
        changes.rights(path + ".env", what + " gives commands", older.env(), newer.env());
    }
}
