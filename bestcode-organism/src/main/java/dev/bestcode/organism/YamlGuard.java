package dev.bestcode.organism;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Walks the events of a document before any node is made, and refuses what would cost too much:
/// an alias counts as everything it stands for, so neither the tree nor a walk over it can explode.
final class YamlGuard {
    /// Nested collections, through aliases too; an organism needs 5.
    static final int DEPTH_MAX = 32;

    /// Aliases in a file.
    static final int ALIASES_MAX = 50;

    /// Values once aliases are expanded; a file of the largest size with real names stays below.
    static final int NODES_MAX = 100_000;

    private final Problems problems;
    private final Map<String, Extent> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int aliases;
    private int documents;

    YamlGuard(Problems problems) {
        this.problems = problems;
    }

    /// What a node amounts to: values in it, itself included, and levels of collections.
    private record Extent(int nodes, int levels) {
        static final Extent SCALAR = new Extent(1, 0);
    }

    /// A collection whose end has not come.
    private static final class Open {
        final Optional<String> anchor;
        int nodes = 1;
        int levelsBelow;

        Open(Optional<String> anchor) {
            this.anchor = anchor;
        }
    }

    void check(Parser events) {
        Event event;
        var end = Position.START;
        do {
            event = next(events, end);
            check(event);
            end = Position.of(event.getEndMark());
        } while (!event.is(Event.ID.StreamEnd));
        problems.stopIfAny();
    }

    /// SnakeYAML parses escapes such as `\x` with `Integer` and lets its exceptions out.
    private Event next(Parser events, Position after) {
        try {
            return events.getEvent();
        } catch (IllegalArgumentException e) {
            throw problems.fatal(
                    after,
                    "is not YAML: a double-quoted text from here on has an escape that names no"
                            + " character");
        }
    }

    private void check(Event event) {
        switch (event) {
            case AliasEvent alias -> alias(alias);
            case ScalarEvent scalar -> {
                checkTag(scalar, scalar.getTag());
                ended(scalar, Optional.ofNullable(scalar.getAnchor()), Extent.SCALAR);
            }
            case CollectionStartEvent start -> start(start);
            case CollectionEndEvent end -> end(end);
            case DocumentStartEvent start -> document(start);
            default -> {} // ends of documents, and the stream: nothing that costs
        }
    }

    private void document(DocumentStartEvent start) {
        documents++;
        if (documents > 1) {
            throw fatal(start, "a second document starts here; an organism file holds one");
        }
    }

    private void start(CollectionStartEvent start) {
        checkTag(start, start.getTag());
        open.push(new Open(Optional.ofNullable(start.getAnchor())));
        checkDepth(start, open.size());
    }

    private void end(CollectionEndEvent end) {
        var closed = open.pop();
        ended(end, closed.anchor, new Extent(closed.nodes, closed.levelsBelow + 1));
    }

    private void alias(AliasEvent alias) {
        aliases++;
        if (aliases > ALIASES_MAX) {
            throw fatal(alias, "more than %d aliases; repeat the text".formatted(ALIASES_MAX));
        }
        var name = alias.getAnchor();
        if (open.stream().anyMatch(node -> node.anchor.equals(Optional.of(name)))) {
            throw fatal(
                    alias, "alias '*" + Shown.text(name) + "' stands inside what it stands for");
        }
        var extent = anchors.get(name);
        if (extent == null) {
            throw fatal(alias, "alias '*" + Shown.text(name) + "' has no anchor before it");
        }
        checkDepth(alias, open.size() + extent.levels());
        ended(alias, Optional.empty(), extent);
    }

    /// A node is complete: name it, and count it into the collection around it.
    private void ended(Event event, Optional<String> anchor, Extent extent) {
        anchor.ifPresent(name -> anchors.put(name, extent));
        var parent = open.peek();
        if (parent == null) {
            return;
        }
        parent.nodes += extent.nodes();
        parent.levelsBelow = Math.max(parent.levelsBelow, extent.levels());
        if (parent.nodes > NODES_MAX) {
            throw fatal(event, "more than %,d values, aliases expanded".formatted(NODES_MAX));
        }
    }

    private void checkDepth(Event event, int depth) {
        if (depth > DEPTH_MAX) {
            throw fatal(event, "nested deeper than %d levels".formatted(DEPTH_MAX));
        }
    }

    /// No value of an organism needs a tag, and a tag is how YAML names classes to construct.
    private void checkTag(NodeEvent event, @Nullable String tag) {
        if (tag != null) {
            problems.add(
                    Position.of(event.getStartMark()),
                    "tag " + Shown.quoted(tag) + " is not allowed; write the value without it");
        }
    }

    private StopReading fatal(Event event, String message) {
        return problems.fatal(Position.of(event.getStartMark()), message);
    }
}
