package dev.bestcode.organism;

import dev.bestcode.api.organism.HandlerNames;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The words of an organism file, in one place.
final class Vocabulary {
    static final Set<String> FILE_KEYS =
            keys("version", "organism", "prompts", "listeners", "profiles");
    static final Set<String> ORGANISM_KEYS = keys("name");
    static final Set<String> LISTENER_KEYS =
            keys("name", "payload_class", "handler", "description", "agent", "peers");
    static final Set<String> AGENT_KEYS = keys("prompt", "model", "max_tokens", "max_iterations");
    static final Set<String> PROFILE_KEYS = keys("listeners", "permissions", "commands", "journal");

    /// What the full vocabulary has and this version does not: refused by name wherever it stands,
    /// because a limit or a wall that is silently ignored is worse than none.
    static final Set<String> UNSUPPORTED_KEYS =
            keys(
                    "budget",
                    "buffer",
                    "callable",
                    "imports",
                    "kv-store",
                    "librarian",
                    "linux_user",
                    "network",
                    "onboarding",
                    "ports",
                    "sandbox",
                    "semantic_description",
                    "trigger",
                    "wasm");

    static final Set<String> HANDLERS =
            keys(HandlerNames.AGENT, HandlerNames.LLM, HandlerNames.TOOL);
    static final Set<String> UNSUPPORTED_HANDLERS = keys("buffer", "python", "trigger", "wasm");

    /// The one version of the format.
    static final int VERSION = 1;

    private Vocabulary() {}

    static boolean isUnsupported(String key) {
        return UNSUPPORTED_KEYS.contains(key);
    }

    /// In the order given, so that suggestions do not depend on hashing.
    private static Set<String> keys(String... names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
    }
}
