package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;

import java.util.function.Predicate;

/// What decides, besides a table, whether somebody is asked before a call: it is no part of the
/// rights, because it is of this process and this machine.
/// @param approveAll whether what would be asked is allowed; what is denied stays denied
/// @param contained whether walls hold what is started with such grants; asked when a program is
///     about to be started, not before
public record Asking(boolean approveAll, Predicate<CommandGrants> contained) {
    /// As the tables say it: walls stand, and whoever is to be asked is asked.
    static final Asking AS_SAID = new Asking(false, _ -> true);

    /// Where no wall is known to stand, so each program is asked for.
    static Asking withoutWalls(boolean approveAll) {
        return new Asking(approveAll, _ -> false);
    }

    /// @param startsPrograms whether the call may start one
    Permission of(Permission said, boolean startsPrograms, CommandGrants grants) {
        boolean uncontained =
                said == Permission.AUTO && startsPrograms && !approveAll && !contained.test(grants);
        var walled = uncontained ? Permission.PROMPT : said;
        return walled == Permission.PROMPT && approveAll ? Permission.AUTO : walled;
    }
}
