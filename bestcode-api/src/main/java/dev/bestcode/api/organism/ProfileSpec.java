package dev.bestcode.api.organism;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.security.Permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A named set of rights.
/// @param listeners what is in its dispatch table, in order
/// @param permissions by listener; unlisted is AUTO for pure tools, else PROMPT
/// @param commands programs that `command-exec` may start
/// @param retention how long the content of its runs is kept
public record ProfileSpec(
        String name,
        List<String> listeners,
        Map<String, Permission> permissions,
        List<String> commands,
        Retention retention) {
    public ProfileSpec {
        listeners = List.copyOf(listeners);
        permissions = Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
        commands = List.copyOf(commands);
    }

    /// A profile whose runs are kept for ever.
    public ProfileSpec(
            String name,
            List<String> listeners,
            Map<String, Permission> permissions,
            List<String> commands) {
        this(name, listeners, permissions, commands, new Retention.Forever());
    }
}
