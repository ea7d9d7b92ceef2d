package dev.bestcode.organism;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;

import org.yaml.snakeyaml.nodes.Node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads one entry of `profiles`.
final class ProfileReader {
    private static final List<String> PERMISSIONS =
            Stream.of(Permission.values())
                    .map(tier -> tier.name().toLowerCase(Locale.ROOT))
                    .toList();

    private final Problems problems;
    private final References references;
    private final Values values;

    ProfileReader(Problems problems, References references) {
        this.problems = problems;
        this.references = references;
        this.values = new Values(problems);
    }

    /// @return empty when it is no mapping, which is reported
    Optional<ProfileSpec> read(Values.Entry entry) {
        var what = "profile " + Shown.quoted(entry.name());
        return Section.open(entry.value(), what, Vocabulary.PROFILE_KEYS, problems)
                .map(section -> read(entry.name(), what, section));
    }

    private ProfileSpec read(String name, String what, Section section) {
        var listeners = section.required("listeners").map(values::texts).orElse(Map.of());
        listeners.forEach((listener, at) -> references.useListener(at, listener, what));
        var permissions =
                section.optional("permissions")
                        .map(node -> permissions(what, node, listeners.keySet()))
                        .orElse(Map.of());
        var commands = section.optional("commands").map(values::texts).orElse(Map.of());
        var retention = section.optional("journal").flatMap(new RetentionReader(problems)::read);
        return new ProfileSpec(
                name,
                List.copyOf(listeners.keySet()),
                permissions,
                List.copyOf(commands.keySet()),
                retention.orElse(new Retention.Forever()));
    }

    private Map<String, Permission> permissions(String what, Node node, Set<String> listeners) {
        var permissions = new LinkedHashMap<String, Permission>();
        for (var entry : values.entries(node)) {
            if (!listeners.contains(entry.name())) {
                problems.add(
                        entry.key(),
                        "permission for %s, which %s does not list as a listener"
                                .formatted(Shown.quoted(entry.name()), what),
                        entry.name(),
                        listeners);
            }
            permission(entry.value()).ifPresent(tier -> permissions.put(entry.name(), tier));
        }
        return permissions;
    }

    private Optional<Permission> permission(Node node) {
        var word = values.text(node);
        if (word.isPresent() && !PERMISSIONS.contains(word.get())) {
            problems.add(
                    node,
                    "unknown permission %s; allowed: %s"
                            .formatted(Shown.quoted(word.get()), String.join(", ", PERMISSIONS)),
                    word.get(),
                    PERMISSIONS);
            return Optional.empty();
        }
        return word.map(text -> Permission.valueOf(text.toUpperCase(Locale.ROOT)));
    }
}
