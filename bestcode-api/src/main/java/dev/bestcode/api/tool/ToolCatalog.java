package dev.bestcode.api.tool;

import dev.bestcode.api.security.Rights;

import java.util.List;

/// The tools that an agent is shown. Being shown grants nothing; the dispatch table does.
public interface ToolCatalog {
    /// The tools that a listener may reach with these rights, in a fixed order: a request's tools
    /// must not change from turn to turn.
    List<ToolPeer> offered(Rights rights, String listener);
}
