package dev.bestcode.organism;

import dev.bestcode.api.kernel.Retention;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the value of `journal`: a word, or a mapping with a number of days.
final class RetentionReader {
    private static final String FOREVER = "retain_forever";
    private static final String ON_DELIVERY = "prune_on_delivery";
    private static final String DAYS = "retain_days";
    private static final String ALLOWED =
            "%s, %s, {%s: 0 to %d}".formatted(FOREVER, ON_DELIVERY, DAYS, Retention.Days.DAYS_MAX);

    /// What is suggested: the third so that its bare key is not taken for a slip of the first.
    private static final List<String> SUGGESTIONS =
            List.of(FOREVER, ON_DELIVERY, "{" + DAYS + ": 90}");

    private final Problems problems;
    private final Values values;

    RetentionReader(Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
    }

    /// @return empty when it is none, which is reported
    Optional<Retention> read(Node node) {
        var kind = Values.kind(node);
        return switch (node) {
            case ScalarNode word when kind.equals("text") -> word(word);
            case MappingNode days -> days(days);
            default -> {
                problems.add(node, "expected one of %s; got %s".formatted(ALLOWED, kind));
                yield Optional.empty();
            }
        };
    }

    private Optional<Retention> word(ScalarNode node) {
        return switch (node.getValue()) {
            case FOREVER -> Optional.of(new Retention.Forever());
            case ON_DELIVERY -> Optional.of(new Retention.PruneOnDelivery());
            case String other -> {
                problems.add(
                        node,
                        "unknown retention %s; allowed: %s".formatted(Shown.quoted(other), ALLOWED),
                        other,
                        SUGGESTIONS);
                yield Optional.empty();
            }
        };
    }

    private Optional<Retention> days(MappingNode node) {
        var section = Section.open(node, "journal", Set.of(DAYS), problems);
        var days = section.flatMap(journal -> journal.optional(DAYS));
        if (days.isEmpty()) {
            problems.add(node, "journal lacks the key '%s'; allowed: %s".formatted(DAYS, ALLOWED));
            return Optional.empty();
        }
        var number = values.integer(DAYS, days.get(), 0, Retention.Days.DAYS_MAX);
        return number.isPresent()
                ? Optional.of(new Retention.Days(number.getAsInt()))
                : Optional.empty();
    }
}
