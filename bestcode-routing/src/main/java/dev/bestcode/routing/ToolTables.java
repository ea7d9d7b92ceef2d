package dev.bestcode.routing;

import dev.bestcode.api.security.Rights;

import java.util.Set;

/// What may be found: the tools that a call carried for a listener could reach. The router asks and
/// does not decide; whoever carries the call is asked again at its door.
public interface ToolTables {
    /// @param rights of the thread that asks
    /// @param caller the listener that asks; empty text when it is not known
    Set<String> reachable(Rights rights, String caller);
}
