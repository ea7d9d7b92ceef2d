package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping with a fixed set of keys. What does not belong to it is reported when it is opened.
final class Section {
    private final Node node;
    private final String what;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(Node node, String what, Problems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
    }

    /// @param what the section is, for messages
    /// @return empty when the node is no mapping, which is reported
    static Optional<Section> open(Node node, String what, Set<String> keys, Problems problems) {
        var section = new Section(node, what, problems);
        for (var entry : new Values(problems).entries(node)) {
            if (keys.contains(entry.name())) {
                section.values.put(entry.name(), entry.value());
            } else {
                section.refuse(entry, keys);
            }
        }
        return node instanceof MappingNode ? Optional.of(section) : Optional.empty();
    }

    Optional<Node> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// @return empty when it is missing, which is reported
    Optional<Node> required(String key) {
        var value = optional(key);
        if (value.isEmpty()) {
            problems.add(node, "%s lacks the required key '%s'".formatted(what, key));
        }
        return value;
    }

    private void refuse(Values.Entry entry, Set<String> keys) {
        var name = entry.name();
        if (Vocabulary.isUnsupported(name)) {
            problems.add(entry.key(), "key '" + name + "' is not supported yet by this version");
        } else {
            problems.add(entry.key(), "unknown key " + Shown.quoted(name), name, keys);
        }
    }
}
