package dev.bestcode.api.organism;

import dev.bestcode.api.security.Permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A named set of rights.
/// @param listeners what is in its dispatch table, in order
/// @param permissions by listener; unlisted is AUTO for pure tools, else PROMPT
/// @param commands programs that `command-exec` may start
public record ProfileSpec(
        String name,
        List<String> listeners,
        Map<String, Permission> permissions,
        List<String> commands) {
    public ProfileSpec {
        listeners = List.copyOf(listeners);
        permissions = Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
        commands = List.copyOf(commands);
    }
}
